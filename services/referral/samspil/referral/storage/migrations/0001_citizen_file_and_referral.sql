-- migrate:up

CREATE TABLE citizen_file (
  citizen_id uuid PRIMARY KEY,
  version bigint NOT NULL,                -- of the file and its referrals together: writers say which one they saw
  name text NOT NULL,                     -- sealed
  cpr text NOT NULL,                      -- sealed
  acting_municipality text NOT NULL,      -- kommunekode: who acts in the case, retssikkerhedsloven § 9
  registered_by text NOT NULL,            -- staff id
  basis text NOT NULL,                    -- the law that the registration rests on
  registered_at timestamptz NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE referral (
  referral_id uuid PRIMARY KEY,
  citizen_id uuid NOT NULL REFERENCES citizen_file,
  state text NOT NULL,
  from_sector text NOT NULL,
  to_sector text NOT NULL,
  to_unit text NOT NULL,                  -- the asked unit's own code
  priority text NOT NULL,
  words text NOT NULL,                    -- sealed: the citizen's own
  basis text NOT NULL,
  author text NOT NULL,                   -- staff id: only the author changes a request
  answer_by date NOT NULL,                -- the last day for a human answer
  submitted_at timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX referral_of_citizen ON referral (citizen_id);

-- migrate:down
DROP TABLE referral, citizen_file;
