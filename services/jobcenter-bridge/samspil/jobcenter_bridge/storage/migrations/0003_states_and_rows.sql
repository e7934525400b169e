-- migrate:up

-- Each whole as JSON. What was heard is kept in full: the newest disclosure of each citizen, and the newest
-- number and name that any of them told.
ALTER TABLE milestone RENAME TO milestone_before;
DROP TABLE disclosure;

-- The newest disclosure of each citizen: all that this bridge knows of them.
CREATE TABLE disclosure (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- exchange/disclosure.py
) WITH (fillfactor = 70);

-- Activities that were said to be milestones: the guard against saying one twice.
CREATE TABLE milestone (
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
INSERT INTO disclosure
SELECT citizen_id, json_build_object('seq', seq, 'told', told, 'identity', identity)
FROM newest LEFT JOIN known USING (citizen_id);

INSERT INTO milestone
SELECT activity, citizen_id, json_build_object(
  'id', activity, 'version', version, 'stands', stands,
  'told', CASE WHEN kind IS NOT NULL THEN json_build_object(
    'kind', kind, 'starts_on', starts_on, 'ends_on', ends_on, 'hours_per_week', hours_per_week,
    'started_on', started_on, 'ended_on', ended_on) END)
FROM milestone_before;

DROP TABLE milestone_before;
CREATE INDEX milestone_of_citizen ON milestone (citizen_id);

-- migrate:down
CREATE TABLE disclosure_after AS
SELECT citizen_id, one.seq, told.until, told.received_until, told.shares,
  told.milestones_received AS milestones, (told.contact_hold ->> 'until')::date AS hold_until,
  told.contact_hold ->> 'ask' AS hold_ask, one.identity ->> 'cpr' AS cpr
FROM disclosure, json_to_record(state) AS one (seq bigint, told json, identity json),
  json_to_record(told) AS told (
    until date, received_until date, shares boolean, milestones_received boolean, contact_hold json);
CREATE TABLE milestone_after AS
SELECT id AS activity, citizen_id, one.version, told.started_on IS NOT NULL AS started, one.stands, told.*
FROM milestone, json_to_record(kept) AS one (version bigint, stands boolean, told json)
LEFT JOIN LATERAL json_to_record(one.told) AS told (
  kind text, starts_on date, ends_on date, hours_per_week int, started_on date, ended_on date) ON true;
DROP TABLE milestone, disclosure;
ALTER TABLE disclosure_after RENAME TO disclosure;
ALTER TABLE milestone_after RENAME TO milestone;
ALTER TABLE disclosure ADD PRIMARY KEY (citizen_id);
ALTER TABLE milestone ADD PRIMARY KEY (activity);
CREATE INDEX milestone_of_citizen ON milestone (citizen_id);
