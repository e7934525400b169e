-- migrate:up

-- Whose work a task is; until the next look at a citizen, everything is ours and no one unit's.
ALTER TABLE task ADD COLUMN turn text NOT NULL DEFAULT 'social';  -- the party that has to do it
ALTER TABLE task ADD COLUMN unit text;                            -- the code of the one unit whose it is

-- migrate:down
ALTER TABLE task DROP COLUMN unit, DROP COLUMN turn;
