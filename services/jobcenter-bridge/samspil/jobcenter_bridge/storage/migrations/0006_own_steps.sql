-- migrate:up

-- Steps towards work that people of social psychiatry entered here; those of the case system are in milestone.
CREATE TABLE own_step (
  id uuid PRIMARY KEY,                    -- one of ours
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/own_steps/step.py
) WITH (fillfactor = 70);
CREATE INDEX own_step_of_citizen ON own_step (citizen_id);

-- migrate:down
DROP TABLE own_step;
