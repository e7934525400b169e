-- migrate:up

-- The keyring leads the numbers of these to their survivors; asked every minute.
CREATE INDEX citizen_file_merged ON citizen_file ((state ->> 'merged_into')) WHERE state ->> 'merged_into' IS NOT NULL;

-- What a partner said in one file about a referral that stands in another one of the same person, until it is
-- heard there.
CREATE TABLE stray (
  id uuid PRIMARY KEY,                    -- the event's
  citizen_id uuid NOT NULL,
  kept json NOT NULL,                     -- domain/stray.py
  referral_id uuid NOT NULL,              -- whose it is says the referral
  open boolean NOT NULL                   -- whether it is not heard yet
) WITH (fillfactor = 80);
CREATE INDEX stray_of_citizen ON stray (citizen_id);
CREATE INDEX stray_open ON stray (id) WHERE open;

-- migrate:down
DROP TABLE stray;
DROP INDEX citizen_file_merged;
