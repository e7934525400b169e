-- migrate:up

-- One file a citizen: who they are and who acts in the case.
CREATE TABLE citizen_file (
  citizen_id uuid PRIMARY KEY,
  version bigint NOT NULL,                -- of the file and its referrals together: writers say which one they saw
  name text NOT NULL,                     -- sealed
  cpr text NOT NULL,                      -- sealed
  acting_municipality text NOT NULL,      -- kommunekode: who acts in the case, retssikkerhedsloven § 9
  registered_by text NOT NULL,            -- staff id
  basis text NOT NULL,                    -- the law that the registration rests on
  registered_at timestamptz NOT NULL      -- by our database's clock
) WITH (fillfactor = 80);

-- What was asked of a party, and where it stands.
CREATE TABLE referral (
  referral_id uuid PRIMARY KEY,           -- version 7, given by us
  citizen_id uuid NOT NULL REFERENCES citizen_file,
  state text NOT NULL,                    -- domain/referral.py names them
  from_sector text NOT NULL,              -- the author's
  to_sector text NOT NULL,                -- whose answer is owed
  to_unit text NOT NULL,                  -- the asked unit's own code
  priority text NOT NULL,                 -- how many working days the answer may take
  words text NOT NULL,                    -- sealed: the citizen's own
  basis text NOT NULL,                    -- the law that it rests on
  author text NOT NULL,                   -- staff id: only the author changes a request
  answer_by date NOT NULL,                -- the last day for a human answer
  submitted_at timestamptz NOT NULL       -- by our database's clock
) WITH (fillfactor = 80);
CREATE INDEX referral_of_citizen ON referral (citizen_id);

-- migrate:down
DROP TABLE referral, citizen_file;
