-- migrate:up

-- What was asked of, drafted with and agreed with hospitals about the time after a stay, with or without a
-- plan: a row each, so that one ends and another takes its place without either being rewritten.
CREATE TABLE agreement (
  id uuid PRIMARY KEY,                    -- as the door named it when it was asked for
  citizen_id uuid NOT NULL,               -- of the file in which it lies; a merge moves nothing
  kept json NOT NULL                      -- domain/agreement.py; what was drafted in it is sealed
) WITH (fillfactor = 80);
CREATE INDEX agreement_of_citizen ON agreement (citizen_id);

-- migrate:down
DROP TABLE agreement;
