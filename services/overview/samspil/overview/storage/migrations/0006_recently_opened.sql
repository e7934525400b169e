-- migrate:up

-- The citizens whose page was opened in this session, the newest first, for finding them again; gone with it.
ALTER TABLE session ADD COLUMN recent uuid[] NOT NULL DEFAULT '{}';

-- migrate:down
ALTER TABLE session DROP COLUMN recent;
