-- migrate:up

-- Whole as JSON. What was heard is kept in full: the newest disclosure of each citizen, and the newest number
-- and name that any of them told.
CREATE TABLE disclosure_now (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- exchange/disclosure.py
) WITH (fillfactor = 80);

WITH heard AS (
  SELECT citizen_id, seq, CAST(convert_from(record, 'UTF8') AS json) -> 'data' AS told
  FROM journal WHERE topic = 'disclosure.region.v1' AND record IS NOT NULL
), newest AS (
  SELECT DISTINCT ON (citizen_id) citizen_id, seq, told FROM heard ORDER BY citizen_id, seq DESC
), known AS (
  SELECT DISTINCT ON (citizen_id) citizen_id, told -> 'identity' AS identity FROM heard
  WHERE json_typeof(told -> 'identity') = 'object' ORDER BY citizen_id, seq DESC
)
INSERT INTO disclosure_now
SELECT citizen_id, json_build_object('seq', seq, 'told', told, 'identity', identity)
FROM newest LEFT JOIN known USING (citizen_id);

DROP TABLE disclosure;
ALTER TABLE disclosure_now RENAME TO disclosure;

-- migrate:down
SELECT 1 / 0;  -- what the columns held is in the states; nobody goes back past this
