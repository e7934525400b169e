-- migrate:up

-- What was said of each milestone, so that the next look can tell what changed.
ALTER TABLE milestone
  ADD COLUMN stands boolean NOT NULL DEFAULT true,  -- false: deleted; an older version does not bring it back
  ADD COLUMN kind text,             -- null of one that stands: said before contents were kept; the next look says all
  ADD COLUMN starts_on date,
  ADD COLUMN ends_on date,
  ADD COLUMN hours_per_week int,
  ADD COLUMN started_on date,       -- null: it has not started
  ADD COLUMN ended_on date,         -- null: it has not ended
  ALTER COLUMN started SET DEFAULT false;  -- the version before reads and writes it; started_on takes its place

-- migrate:down
ALTER TABLE milestone
  DROP COLUMN stands, DROP COLUMN kind, DROP COLUMN starts_on, DROP COLUMN ends_on,
  DROP COLUMN hours_per_week, DROP COLUMN started_on, DROP COLUMN ended_on,
  ALTER COLUMN started DROP DEFAULT;
