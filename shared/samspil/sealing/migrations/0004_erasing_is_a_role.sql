-- migrate:up

-- Who may destroy a citizen's keys: a group of its own, in which no service is.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyring_eraser') THEN
        CREATE ROLE keyring_eraser NOLOGIN;
    END IF;
END
$$;

REVOKE DELETE ON citizen FROM keyring_user;
REVOKE INSERT ON destroyed FROM keyring_user;
GRANT SELECT, DELETE ON citizen TO keyring_eraser;   -- numbers and keys go with it, by their references
GRANT SELECT, INSERT ON destroyed TO keyring_eraser;

-- migrate:down

REVOKE ALL ON citizen, destroyed FROM keyring_eraser;
GRANT DELETE ON citizen TO keyring_user;
GRANT INSERT ON destroyed TO keyring_user;
