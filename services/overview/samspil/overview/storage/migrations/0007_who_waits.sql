-- migrate:up

-- Who only waits is told by the work itself.
ALTER TABLE task DROP COLUMN turn;

-- migrate:down
ALTER TABLE task ADD COLUMN turn text NOT NULL DEFAULT 'social';
