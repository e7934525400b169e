-- migrate:up

-- Everything a service may do here is granted to this group; each service's own role is a member of it.
DO $$
BEGIN
    -- Roles belong to the whole server, so it is there already where an operator or another keyring made it;
    -- then whoever migrates need not be allowed to make roles.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyring_user') THEN
        CREATE ROLE keyring_user NOLOGIN;
    END IF;
END
$$;

-- Citizens that can be sealed for. Deleting a row destroys the citizen's keys and numbers with it, at once.
CREATE TABLE citizen (
    citizen_id uuid PRIMARY KEY,                        -- random; the only name that services know
    created_at timestamptz NOT NULL DEFAULT now()       -- of the keys, not of the person
);

-- The data keys that seal and open one citizen's values.
CREATE TABLE citizen_key (
    key_id        uuid PRIMARY KEY,                     -- stands in the clear in every token that the key sealed
    citizen_id    uuid NOT NULL REFERENCES citizen ON DELETE CASCADE,  -- whose: several keys may be one citizen's
    wrapped       bytea NOT NULL,                       -- the data key, readable under the master key alone
    master_key_id text NOT NULL,                        -- which master key wrapped it
    created_at    timestamptz NOT NULL DEFAULT now()    -- the newest key seals, all of them open
);
CREATE INDEX citizen_key_by_citizen ON citizen_key (citizen_id);

-- Which citizen a number means.
CREATE TABLE person (
    number_hmac bytea PRIMARY KEY CHECK (length(number_hmac) = 32),    -- of a CPR or replacement number: never the number
    citizen_id  uuid NOT NULL REFERENCES citizen ON DELETE CASCADE,    -- several numbers may point at one citizen
    created_at  timestamptz NOT NULL DEFAULT now()      -- since when the number means this citizen
);
CREATE INDEX person_by_citizen ON person (citizen_id);

-- The one log of who saw what, for all services; written before the value is opened, read by the citizen.
CREATE TABLE access (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- local order
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),   -- before the value was opened
    who        text NOT NULL,                           -- the subject id of the caller's token, not a name
    role       text NOT NULL,                           -- in which role
    sector     text NOT NULL,                           -- of which party
    citizen_id uuid NOT NULL,                           -- no reference: the log outlives the citizen's keys
    why        text NOT NULL,                           -- the purpose, as a code of the door's
    fields     text[] NOT NULL                          -- the names of what was opened, never the values
);
CREATE INDEX access_by_citizen ON access (citizen_id, at);

-- Ids whose keys are gone for good; a copy is kept outside the backups and applied again after a restore.
CREATE TABLE destroyed (
    citizen_id uuid PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT now()      -- from a minute later on nothing of theirs opens anywhere
);

-- Nobody edits the log, its owner included.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the access log is only added to' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER access_is_only_added_to
    BEFORE UPDATE OR DELETE OR TRUNCATE ON access
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, DELETE ON citizen TO keyring_user;
GRANT SELECT, INSERT ON citizen_key TO keyring_user;
GRANT SELECT, INSERT, UPDATE (citizen_id) ON person TO keyring_user;
GRANT INSERT ON access TO keyring_user;
GRANT SELECT, INSERT ON destroyed TO keyring_user;

-- migrate:down

DROP TABLE access, person, citizen_key, citizen, destroyed;
DROP FUNCTION refuse_change;
