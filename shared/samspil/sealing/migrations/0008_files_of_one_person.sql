-- migrate:up

-- Citizens whose two ids turned out to be one person's: the survivor opens what either's keys sealed.
CREATE TABLE merged (
    absorbed uuid PRIMARY KEY REFERENCES citizen ON DELETE CASCADE,  -- keeps its keys, and seals with them
    survivor uuid NOT NULL REFERENCES citizen ON DELETE CASCADE,     -- whom the numbers of both lead to
    at       timestamptz NOT NULL DEFAULT now()         -- since when
);
CREATE INDEX merged_by_survivor ON merged (survivor);

-- Whose the number was before the two were one; null: it was never anybody else's.
ALTER TABLE person ADD COLUMN merged_from uuid;
CREATE INDEX person_by_merged_from ON person (merged_from) WHERE merged_from IS NOT NULL;

GRANT SELECT, INSERT, UPDATE (survivor, at), DELETE ON merged TO keyring_user;
GRANT UPDATE (merged_from) ON person TO keyring_user;

-- Whoever gave a reason to look at the person may look at each of the person's files.
CREATE OR REPLACE FUNCTION reason_given(p_who text, p_citizen uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT reason FROM access_reason
    WHERE who = p_who AND until > clock_timestamp() AND (
        citizen_id = p_citizen OR citizen_id IN (SELECT survivor FROM merged WHERE absorbed = p_citizen))
    ORDER BY until DESC LIMIT 1
$$;

-- migrate:down

CREATE OR REPLACE FUNCTION reason_given(p_who text, p_citizen uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT reason FROM access_reason
    WHERE who = p_who AND citizen_id = p_citizen AND until > clock_timestamp()
    ORDER BY until DESC LIMIT 1
$$;

UPDATE person SET citizen_id = merged_from WHERE merged_from IS NOT NULL;
ALTER TABLE person DROP COLUMN merged_from;
DROP TABLE merged;
