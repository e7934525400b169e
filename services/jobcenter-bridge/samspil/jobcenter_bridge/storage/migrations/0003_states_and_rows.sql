-- migrate:up

-- Each whole as JSON. What was heard is kept in full: the newest disclosure of each citizen, and the newest
-- number and name that any of them told.
CREATE TABLE disclosure_now (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- exchange/disclosure.py
) WITH (fillfactor = 70);

-- Activities that were said to be milestones: the guard against saying one twice.
CREATE TABLE milestone_now (
  id uuid PRIMARY KEY,                    -- the activity's, in the jobcenter's case system
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/milestones.py
) WITH (fillfactor = 70);

WITH heard AS (
  SELECT citizen_id, seq, CAST(convert_from(record, 'UTF8') AS json) -> 'data' AS told
  FROM journal WHERE topic = 'disclosure.jobcenter.v1' AND record IS NOT NULL
), newest AS (
  SELECT DISTINCT ON (citizen_id) citizen_id, seq, told FROM heard ORDER BY citizen_id, seq DESC
), known AS (
  SELECT DISTINCT ON (citizen_id) citizen_id, told -> 'identity' AS identity FROM heard
  WHERE json_typeof(told -> 'identity') = 'object' ORDER BY citizen_id, seq DESC
)
INSERT INTO disclosure_now
SELECT citizen_id, json_build_object('seq', seq, 'told', told, 'identity', identity)
FROM newest LEFT JOIN known USING (citizen_id);

INSERT INTO milestone_now
SELECT activity, citizen_id, json_build_object(
  'id', activity, 'version', version, 'stands', stands,
  'told', CASE WHEN kind IS NOT NULL THEN json_build_object(
    'kind', kind, 'starts_on', starts_on, 'ends_on', ends_on, 'hours_per_week', hours_per_week,
    'started_on', started_on, 'ended_on', ended_on) END)
FROM milestone;

DROP TABLE disclosure, milestone;
ALTER TABLE disclosure_now RENAME TO disclosure;
ALTER TABLE milestone_now RENAME TO milestone;
CREATE INDEX milestone_of_citizen ON milestone (citizen_id);

-- migrate:down
SELECT 1 / 0;  -- what the columns held is in the states; nobody goes back past this
