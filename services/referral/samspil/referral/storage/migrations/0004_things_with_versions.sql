-- migrate:up

-- A row a thing, whole as JSON: a new field needs no migration. Its version is the number of the last fact
-- about it in its citizen's stream; what was said is kept in full, so that each gets the one that it has.
-- A column holds the calendar's last day as infinity, which no JSON can tell.
ALTER TABLE citizen_file RENAME TO file_before;
ALTER TABLE referral RENAME TO referral_before;
ALTER TABLE consent RENAME TO consent_before;

-- One file a citizen: who they are and who acts in the case.
CREATE TABLE citizen_file (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- domain/citizen_file.py
) WITH (fillfactor = 80);

-- What was asked of a party, and where it stands.
CREATE TABLE referral (
  id uuid PRIMARY KEY,                    -- version 7, given by us
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/referral.py
) WITH (fillfactor = 80);

-- Every consent a citizen gave; a withdrawn one stays, because it explains what was told while it held.
CREATE TABLE consent (
  id uuid PRIMARY KEY,                    -- ours
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/consent.py
) WITH (fillfactor = 80);

WITH fact AS (
  SELECT citizen_id, seq, CAST(convert_from(record, 'UTF8') AS json) AS event FROM event
), registered AS (
  SELECT citizen_id, max(seq) AS version FROM fact WHERE event ->> 'type' = 'citizen.registered.v1' GROUP BY 1
)
INSERT INTO citizen_file
SELECT citizen_id, json_build_object(
  'name', name, 'cpr', cpr, 'acting_municipality', acting_municipality, 'registered_by', registered_by,
  'basis', basis, 'registered_at', registered_at, 'transition', transition,
  'version', coalesce(registered.version, 1))
FROM file_before LEFT JOIN registered USING (citizen_id);

WITH fact AS (
  SELECT CAST(convert_from(record, 'UTF8') AS json) -> 'data' ->> 'referral_id' AS about, seq FROM event
), said AS (
  SELECT about, max(seq) AS version FROM fact GROUP BY about
)
INSERT INTO referral
SELECT referral_id, citizen_id, json_build_object(
  'id', referral_id, 'state', state, 'from_sector', from_sector, 'to_sector', to_sector, 'to_unit', to_unit,
  'priority', priority, 'words', words, 'basis', basis, 'author', author,
  'answer_by', CASE answer_by WHEN 'infinity' THEN '9999-12-31' ELSE answer_by END,
  'submitted_at', submitted_at, 'received_by', received_by, 'accepted_by', accepted_by,
  'starts_on', CASE starts_on WHEN 'infinity' THEN '9999-12-31' ELSE starts_on END, 'version', coalesce(said.version, 1))
FROM referral_before LEFT JOIN said ON about = referral_id::text;

WITH fact AS (
  SELECT CAST(convert_from(record, 'UTF8') AS json) -> 'data' ->> 'consent_id' AS about, seq FROM event
), said AS (
  SELECT about, max(seq) AS version FROM fact GROUP BY about
)
INSERT INTO consent
SELECT consent_id, citizen_id, json_build_object(
  'id', consent_id, 'law', law, 'kinds', kinds, 'from_sector', from_sector, 'to_sectors', to_sectors,
  'case', case_id, 'until', CASE until WHEN 'infinity' THEN '9999-12-31' ELSE until END,
  'recorded_by', recorded_by, 'given_at', given_at,
  'withdrawn_at', withdrawn_at, 'version', coalesce(said.version, 1))
FROM consent_before LEFT JOIN said ON about = consent_id::text;

DROP TABLE consent_before, referral_before, file_before;
CREATE INDEX referral_of_citizen ON referral (citizen_id);
CREATE INDEX consent_of_citizen ON consent (citizen_id);

-- migrate:down
CREATE TABLE file_after AS
SELECT citizen_id, row_number() OVER () AS version, one.* FROM citizen_file, json_to_record(state) AS one (
  name text, cpr text, acting_municipality text, registered_by text, basis text, registered_at timestamptz,
  transition text);
CREATE TABLE referral_after AS
SELECT id AS referral_id, citizen_id, one.* FROM referral, json_to_record(kept) AS one (
  state text, from_sector text, to_sector text, to_unit text, priority text, words text, basis text,
  author text, answer_by date, submitted_at timestamptz, received_by text, accepted_by text, starts_on date);
CREATE TABLE consent_after AS
SELECT id AS consent_id, citizen_id, one.law, ARRAY(SELECT json_array_elements_text(one.kinds)) AS kinds,
  one.from_sector, ARRAY(SELECT json_array_elements_text(one.to_sectors)) AS to_sectors,
  one."case" AS case_id, one.until, one.recorded_by, one.given_at, one.withdrawn_at
FROM consent, json_to_record(kept) AS one (
  law text, kinds json, from_sector text, to_sectors json, "case" uuid, until date, recorded_by text,
  given_at timestamptz, withdrawn_at timestamptz);
DROP TABLE consent, referral, citizen_file;
ALTER TABLE file_after RENAME TO citizen_file;
ALTER TABLE referral_after RENAME TO referral;
ALTER TABLE consent_after RENAME TO consent;
ALTER TABLE citizen_file ADD PRIMARY KEY (citizen_id);
ALTER TABLE referral ADD PRIMARY KEY (referral_id);
ALTER TABLE consent ADD PRIMARY KEY (consent_id);
CREATE INDEX referral_of_citizen ON referral (citizen_id);
CREATE INDEX consent_of_citizen ON consent (citizen_id);
