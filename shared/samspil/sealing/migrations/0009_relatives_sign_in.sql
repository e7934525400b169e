-- migrate:up

-- Who of a citizen's relatives may sign in with a number of their own. The hash is made of number and relative
-- together, under a key of its own: no two rows have anything in common but their citizen, and none of them has
-- anything in common with the person that the same number may mean.
CREATE TABLE relative_sign_in (
    relative_id   uuid PRIMARY KEY,                     -- the entry of the citizen's file, and nobody's file
    citizen_id    uuid NOT NULL REFERENCES citizen ON DELETE CASCADE,  -- who lets them know something
    number_hmac   bytea NOT NULL CHECK (length(number_hmac) = 32),     -- of number and relative: never the number
    created_at    timestamptz NOT NULL DEFAULT now()    -- since when they may
);
CREATE INDEX relative_sign_in_by_citizen ON relative_sign_in (citizen_id);

GRANT SELECT, INSERT, DELETE, UPDATE (number_hmac, created_at) ON relative_sign_in TO keyring_user;

-- migrate:down

DROP TABLE relative_sign_in;
