-- migrate:up

ALTER TABLE referral
  ADD COLUMN received_by text,            -- staff id; null until a person of the asked unit took it in
  ADD COLUMN accepted_by text,            -- staff id; null until the asked unit said that it will help
  ADD COLUMN starts_on date;              -- the day help is expected to start; told with the acceptance

-- Every consent a citizen gave; a withdrawn one stays, because it explains what was told while it held.
CREATE TABLE consent (
  consent_id uuid PRIMARY KEY,            -- ours
  citizen_id uuid NOT NULL REFERENCES citizen_file,
  law text NOT NULL,                      -- the paragraph that it was given under
  kinds text[] NOT NULL,                  -- classes of information
  from_sector text NOT NULL,              -- who may tell
  to_sectors text[] NOT NULL,             -- who may be told
  case_id uuid NOT NULL REFERENCES referral,  -- the referral that it was given for
  until date NOT NULL,                    -- the last day on which it holds
  recorded_by text NOT NULL,              -- staff id
  given_at timestamptz NOT NULL,          -- by our database's clock
  withdrawn_at timestamptz                -- null while it was not taken back
) WITH (fillfactor = 80);
CREATE INDEX consent_of_citizen ON consent (citizen_id);

-- migrate:down
DROP TABLE consent;
ALTER TABLE referral DROP COLUMN starts_on, DROP COLUMN accepted_by, DROP COLUMN received_by;
