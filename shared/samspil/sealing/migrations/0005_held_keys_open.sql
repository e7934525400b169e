-- migrate:up

-- What is held opens for who has a page for it, until its key has had its time; each look is in the log.
GRANT SELECT ON held_key TO keyring_user;

COMMENT ON COLUMN access.citizen_id IS 'no reference: the log outlives the keys; of what is held under no citizen, its key';

-- migrate:down

COMMENT ON COLUMN access.citizen_id IS NULL;
REVOKE SELECT ON held_key FROM keyring_user;
