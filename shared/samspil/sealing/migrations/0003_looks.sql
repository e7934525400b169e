-- migrate:up

-- Who looks at the same again within a quarter of an hour adds nothing: the first row tells it already.
-- A function, so that a service can write to the log and not read it; it acts as the log's owner.
CREATE FUNCTION note_access(
    p_who text, p_role text, p_sector text, p_citizen uuid, p_why text, p_fields text[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- One at a time for each of them: the second of two waits until the first has committed, and sees its row.
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), p_who, p_citizen, p_why), 0));
    INSERT INTO access (who, role, sector, citizen_id, why, fields)
    SELECT p_who, p_role, p_sector, p_citizen, p_why, p_fields
    WHERE NOT EXISTS (
        SELECT FROM access
        WHERE citizen_id = p_citizen AND at > clock_timestamp() - interval '15 minutes'
          AND who = p_who AND role = p_role AND sector = p_sector AND why = p_why AND fields = p_fields
    );
END
$$;
REVOKE ALL ON FUNCTION note_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_access TO keyring_user;

COMMENT ON COLUMN access.fields IS 'the names of what was opened, never the values; a look that opens nothing has what was looked at';

-- migrate:down

DROP FUNCTION note_access;
