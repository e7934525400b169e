-- migrate:up

-- Whole as JSON. What was heard is kept in full: the newest disclosure of each citizen, and the newest number
-- and name that any of them told.
DROP TABLE disclosure;

-- The newest disclosure of each citizen: whether notices are received, and what the region is to be told.
CREATE TABLE disclosure (
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
INSERT INTO disclosure
SELECT citizen_id, json_build_object('seq', seq, 'told', told, 'identity', identity)
FROM newest LEFT JOIN known USING (citizen_id);

-- migrate:down
CREATE TABLE disclosure_after AS
SELECT citizen_id, one.seq, told.shares, told.until, told.received_until, told.notices_received,
  one.identity ->> 'cpr' AS cpr, one.identity ->> 'name' AS name,
  told.contact_person ->> 'name' AS contact_person
FROM disclosure, json_to_record(state) AS one (seq bigint, told json, identity json),
  json_to_record(told) AS told (
    shares boolean, until date, received_until date, notices_received boolean, contact_person json);
DROP TABLE disclosure;
ALTER TABLE disclosure_after RENAME TO disclosure;
ALTER TABLE disclosure ADD PRIMARY KEY (citizen_id);
