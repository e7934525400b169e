-- migrate:up

-- A row a thing, whole as JSON: a new field needs no migration. Its version is the number of the last fact
-- about it in its citizen's stream; what was said is kept in full, so that every thing gets the one that it has.
CREATE TABLE file_now (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- domain/citizen_file.py
) WITH (fillfactor = 80);

CREATE TABLE referral_now (
  id uuid PRIMARY KEY,                    -- version 7, given by us
  citizen_id uuid NOT NULL,
  state json NOT NULL                     -- domain/referral.py
) WITH (fillfactor = 80);

CREATE TABLE consent_now (
  id uuid PRIMARY KEY,                    -- ours
  citizen_id uuid NOT NULL,
  state json NOT NULL                     -- domain/consent.py; a withdrawn one stays
) WITH (fillfactor = 80);

CREATE TEMPORARY TABLE said ON COMMIT DROP AS
SELECT citizen_id, seq, fact ->> 'type' AS type, fact -> 'data' ->> 'referral_id' AS referral_id,
  fact -> 'data' ->> 'consent_id' AS consent_id
FROM event, convert_from(record, 'UTF8') AS text, CAST(text AS json) AS fact;

INSERT INTO file_now
SELECT citizen_id, json_build_object(
  'version', coalesce(
    (SELECT max(seq) FROM said WHERE said.citizen_id = file.citizen_id AND type = 'citizen.registered.v1'), 1),
  'name', name, 'cpr', cpr, 'acting_municipality', acting_municipality, 'registered_by', registered_by,
  'basis', basis, 'registered_at', registered_at, 'transition', transition)
FROM citizen_file file;

INSERT INTO referral_now
SELECT referral_id, citizen_id, json_build_object(
  'id', referral_id,
  'version', coalesce((SELECT max(seq) FROM said WHERE said.referral_id = one.referral_id::text), 1),
  'state', state, 'from_sector', from_sector, 'to_sector', to_sector, 'to_unit', to_unit, 'priority', priority,
  'words', words, 'basis', basis, 'author', author, 'answer_by', answer_by, 'submitted_at', submitted_at,
  'received_by', received_by, 'accepted_by', accepted_by, 'starts_on', starts_on)
FROM referral one;

INSERT INTO consent_now
SELECT consent_id, citizen_id, json_build_object(
  'id', consent_id,
  'version', coalesce((SELECT max(seq) FROM said WHERE said.consent_id = one.consent_id::text), 1),
  'law', law, 'kinds', kinds, 'from_sector', from_sector, 'to_sectors', to_sectors, 'case', case_id,
  'until', until, 'recorded_by', recorded_by, 'given_at', given_at, 'withdrawn_at', withdrawn_at)
FROM consent one;

DROP TABLE consent, referral, citizen_file;
ALTER TABLE file_now RENAME TO citizen_file;
ALTER TABLE referral_now RENAME TO referral;
ALTER TABLE consent_now RENAME TO consent;
CREATE INDEX referral_of_citizen ON referral (citizen_id);
CREATE INDEX consent_of_citizen ON consent (citizen_id);

-- migrate:down
SELECT 1 / 0;  -- what the columns held is in the states; nobody goes back past this
