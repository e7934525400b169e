-- migrate:up

-- The keys of what is held under no citizen, because nobody can say whom it is about: one for each message.
-- Nobody may read them yet, and nobody may keep one longer: what they sealed opens again with a page of its own.
CREATE TABLE held_key (
    key_id        uuid PRIMARY KEY,                     -- stands in the clear in the one token that the key sealed
    wrapped       bytea NOT NULL,                       -- the data key, readable under the master key alone
    master_key_id text NOT NULL,                        -- which master key wrapped it
    until         timestamptz NOT NULL DEFAULT now() + interval '30 days'  -- then it is destroyed, and every copy is unreadable
);
CREATE INDEX held_key_by_end ON held_key (until);

-- Whoever may seal may ask for the end of what has had its time, and delete nothing else.
CREATE FUNCTION destroy_held_keys() RETURNS bigint LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    WITH gone AS (DELETE FROM public.held_key WHERE until <= clock_timestamp() RETURNING 1)
    SELECT count(*) FROM gone
$$;
REVOKE EXECUTE ON FUNCTION destroy_held_keys() FROM PUBLIC;

GRANT INSERT (key_id, wrapped, master_key_id) ON held_key TO keyring_user;
GRANT EXECUTE ON FUNCTION destroy_held_keys() TO keyring_user;

-- migrate:down

DROP FUNCTION destroy_held_keys;
DROP TABLE held_key;
