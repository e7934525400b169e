-- migrate:up

-- What waits for somebody at social psychiatry, as the last look at the citizen found it.
CREATE TABLE task (
  citizen_id uuid NOT NULL,
  place int NOT NULL,                     -- of a citizen's tasks: 0 is the most urgent
  work text NOT NULL,                     -- domain/open_work.py names them
  wanted_on date NOT NULL,                -- the deadline, or else the day on which it arose
  since timestamptz NOT NULL,             -- when it arose
  asked text[] NOT NULL,                  -- staff ids of those who are asked by name
  kept json NOT NULL,                     -- the whole task
  PRIMARY KEY (citizen_id, place)
);
CREATE INDEX ON task (wanted_on, since);

-- migrate:down
DROP TABLE task;
