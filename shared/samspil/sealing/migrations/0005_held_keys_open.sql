-- migrate:up

-- What is held opens for who has a page for it, until its key has had its time: one key, named by its id. No
-- service reads the table itself; each look is in the log before.
CREATE FUNCTION held_key_of(key uuid) RETURNS TABLE (wrapped bytea, master_key_id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT wrapped, master_key_id FROM public.held_key WHERE key_id = key AND until > clock_timestamp()
$$;
REVOKE EXECUTE ON FUNCTION held_key_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION held_key_of(uuid) TO keyring_user;

COMMENT ON COLUMN access.citizen_id IS 'no reference: the log outlives the keys; of what is held under no citizen, its key';

-- migrate:down

COMMENT ON COLUMN access.citizen_id IS NULL;
DROP FUNCTION held_key_of;
