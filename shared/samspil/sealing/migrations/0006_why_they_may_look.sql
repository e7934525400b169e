-- migrate:up

-- Beside who looked and what for: in whose unit, and which case was at hand, or else which reason they gave.
ALTER TABLE access
    ADD COLUMN units    text[] NOT NULL DEFAULT '{}',     -- the units that the reader worked for, by their codes
    ADD COLUMN relation text,                             -- how a case was at hand, as a code; null: none was, or nobody asked
    ADD COLUMN reason   text;                             -- without a case: the reason that was given, as a code

-- A reason to look at a citizen without a case at hand: given before the first look, and good until it ends.
CREATE TABLE access_reason (
    id         uuid PRIMARY KEY,                          -- version 7
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),  -- when it was given
    until      timestamptz NOT NULL,                      -- from then on a reason is asked for again
    who        text NOT NULL,                             -- the subject id of the caller's token
    role       text NOT NULL,                             -- in which role
    units      text[] NOT NULL,                           -- the units that they worked for
    citizen_id uuid NOT NULL,                             -- no reference: it outlives the citizen's keys, as the log does
    reason     text NOT NULL,                             -- a code
    words      text                                       -- their own words, sealed under the citizen's key
);
CREATE INDEX access_reason_by_citizen ON access_reason (citizen_id, who, until);
CREATE TRIGGER access_reason_is_only_added_to
    BEFORE UPDATE OR DELETE OR TRUNCATE ON access_reason
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- As the function before it, with what is new; that one stays for whoever still calls it.
CREATE FUNCTION note_access(
    p_who text, p_role text, p_sector text, p_citizen uuid, p_why text, p_fields text[],
    p_units text[], p_relation text, p_reason text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), p_who, p_citizen, p_why), 0));
    INSERT INTO access (who, role, sector, citizen_id, why, fields, units, relation, reason)
    SELECT p_who, p_role, p_sector, p_citizen, p_why, p_fields, p_units, p_relation, p_reason
    WHERE NOT EXISTS (
        SELECT FROM access
        WHERE citizen_id = p_citizen AND at > clock_timestamp() - interval '15 minutes'
          AND who = p_who AND role = p_role AND sector = p_sector AND why = p_why AND fields = p_fields
          AND units = p_units AND relation IS NOT DISTINCT FROM p_relation
          AND reason IS NOT DISTINCT FROM p_reason
    );
END
$$;

-- The reason that somebody gave to look at a citizen, while it is good: a service asks for this and reads no more.
CREATE FUNCTION reason_given(p_who text, p_citizen uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT reason FROM access_reason
    WHERE who = p_who AND citizen_id = p_citizen AND until > clock_timestamp()
    ORDER BY until DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION note_access(text, text, text, uuid, text, text[], text[], text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION reason_given FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_access(text, text, text, uuid, text, text[], text[], text, text) TO keyring_user;
GRANT EXECUTE ON FUNCTION reason_given TO keyring_user;
GRANT INSERT ON access_reason TO keyring_user;

-- Who reads the log: a group of its own, and of the keyring nothing but this.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'access_reader') THEN
        CREATE ROLE access_reader NOLOGIN;
    END IF;
END
$$;
GRANT SELECT ON access, access_reason TO access_reader;
CREATE INDEX access_by_who ON access (who, at, id);
CREATE INDEX access_by_time ON access (at, id);

-- migrate:down

DROP INDEX access_by_time, access_by_who;
REVOKE ALL ON access FROM access_reader;
DROP FUNCTION reason_given;
DROP FUNCTION note_access(text, text, text, uuid, text, text[], text[], text, text);
DROP TABLE access_reason;
ALTER TABLE access DROP COLUMN reason, DROP COLUMN relation, DROP COLUMN units;
