-- migrate:up

-- What was heard of each stay, counted: facts of a stay come in any order, and each may be taken back.
CREATE TABLE stay (
  stay_id uuid PRIMARY KEY,               -- as events name it
  citizen_id uuid NOT NULL,               -- with or without a plan: the stay may be heard of first
  admitted int NOT NULL,                  -- how often it was told to have begun
  retracted int NOT NULL,                 -- how often it was told not to have been
  ends jsonb NOT NULL                     -- each [when, whether at home, how often more told than taken back]
) WITH (fillfactor = 80);
CREATE INDEX stay_of_citizen ON stay (citizen_id);

ALTER TABLE follow_up
  ADD withdrawn_at timestamptz;           -- by our database's clock; null unless there was no such discharge

-- What was heard before stands in the journal.
WITH heard AS (
  SELECT citizen_id, convert_from(record, 'UTF8')::jsonb AS event FROM journal WHERE topic = 'hospital.v1'
), fact AS (
  SELECT citizen_id, split_part(event ->> 'type', '.', 2) AS what,
    (event -> 'data' ->> 'stay_id')::uuid AS stay_id, event -> 'data' ->> 'discharged_at' AS home_at
  FROM heard WHERE event -> 'data' ? 'stay_id'
), ended AS (
  SELECT stay_id, jsonb_agg(jsonb_build_array(home_at, true, times) ORDER BY home_at) AS ends
  FROM (SELECT stay_id, home_at, count(*) AS times FROM fact WHERE home_at IS NOT NULL GROUP BY 1, 2) home
  GROUP BY stay_id
)
INSERT INTO stay
SELECT stay_id, (array_agg(citizen_id))[1], count(*) FILTER (WHERE what = 'stay_admitted'),
  count(*) FILTER (WHERE what = 'stay_retracted'), coalesce((array_agg(ends))[1], '[]')
FROM fact LEFT JOIN ended USING (stay_id) GROUP BY stay_id;

-- The clock looks once at everybody of whom a stay was heard, and takes back what is asked in vain.
INSERT INTO due (what, citizen_id, at)
SELECT DISTINCT 'take back', citizen_id, clock_timestamp() FROM stay
ON CONFLICT DO NOTHING;

-- migrate:down
DELETE FROM due WHERE what = 'take back';
ALTER TABLE follow_up DROP withdrawn_at;
DROP TABLE stay;
