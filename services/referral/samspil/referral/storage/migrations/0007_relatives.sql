-- migrate:up

-- Whom the citizen named, and what they may be told; who is no longer there stays. No number, and nothing that
-- leads to a file of their own.
CREATE TABLE relative (
  id uuid PRIMARY KEY,                    -- version 7, ours, and of this citizen's file alone
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/relative.py
) WITH (fillfactor = 80);
CREATE INDEX relative_of_citizen ON relative (citizen_id);

-- migrate:down
DROP TABLE relative;
