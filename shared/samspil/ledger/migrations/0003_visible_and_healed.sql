-- migrate:up

-- A step that fails is shown beside the parked records, oldest first.
ALTER TABLE due ADD COLUMN failed_at timestamptz;  -- when it failed first in a row; null while it has not
UPDATE due SET failed_at = clock_timestamp() WHERE error_class IS NOT NULL;
CREATE INDEX due_failing ON due (citizen_id) WHERE error_class IS NOT NULL;  -- counted every few seconds

-- What people gave up because it can never succeed, and why.
CREATE TABLE discarded (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- in the order in which it was given up
  what text NOT NULL,                     -- the due row's step and item, or the record's topic
  citizen_id uuid,                        -- null for a record that is nobody's
  parked_id bigint,                       -- the record, which stays there whole; null for a due row
  error_class text NOT NULL,              -- it failed with last
  attempts int NOT NULL,                  -- how often it was tried
  reason text NOT NULL,                   -- in plain words of whoever discarded it, without names
  discarded_at timestamptz NOT NULL DEFAULT clock_timestamp()  -- by our database's clock
);
-- discarded: people gave it up, and the stream passes over it when its number comes
ALTER TABLE parked DROP CONSTRAINT parked_state_check,
  ADD CONSTRAINT parked_state_check CHECK (state IN ('failed', 'waiting', 'released', 'discarded', 'done'));

-- A number that is passed over counts as heard and has nothing in it: the record is null, and the event's id
-- where it told none.
ALTER TABLE journal ALTER COLUMN record DROP NOT NULL, ALTER COLUMN event_id DROP NOT NULL;

-- Which folds made the live states, by their version; 0: made before folds had one, null: there are none yet.
ALTER TABLE fold_generation ADD COLUMN folds int;
UPDATE fold_generation SET folds = 0 WHERE EXISTS (SELECT FROM folded);

-- A binary that was made before folds had versions writes whatever it folds. What it is told here passes by
-- itself in its eyes, so that it waits, hearing nothing, until the deploy ends it.
CREATE FUNCTION refuse_older_folds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(nullif(current_setting('samspil.folds', true), ''), '0')::int
    < (SELECT folds FROM fold_generation) THEN
    RAISE EXCEPTION 'the states were folded by a newer version' USING ERRCODE = 'lock_not_available';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refuse_older_folds BEFORE INSERT ON folded
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_older_folds();

-- migrate:down
DROP TRIGGER refuse_older_folds ON folded;
DROP FUNCTION refuse_older_folds;
ALTER TABLE fold_generation DROP COLUMN folds;
DELETE FROM journal WHERE record IS NULL;
ALTER TABLE journal ALTER COLUMN record SET NOT NULL, ALTER COLUMN event_id SET NOT NULL;
DROP TABLE discarded;
UPDATE parked SET state = 'failed' WHERE state = 'discarded';
ALTER TABLE parked DROP CONSTRAINT parked_state_check,
  ADD CONSTRAINT parked_state_check CHECK (state IN ('failed', 'waiting', 'released', 'done'));
DROP INDEX due_failing;
ALTER TABLE due DROP COLUMN failed_at;
