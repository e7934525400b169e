-- migrate:up

-- Files of activities, for case systems that only make files; of a file itself nothing is kept.
CREATE TABLE batch (
  id uuid PRIMARY KEY,                    -- its own, given here
  digest bytea UNIQUE,                    -- SHA-256 of its bytes: the same file again is this one; null while it comes in
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- when its first bytes came
  came_at timestamptz NOT NULL DEFAULT clock_timestamp(),   -- when the last rows did: one that stops coming is deleted
  taken_at timestamptz,                   -- null: it comes in, and nothing of it counts
  again timestamptz,                      -- when the worker looks at it; null: there is nothing left to do
  read_rows int NOT NULL DEFAULT 0,       -- so many so far, the bad ones included
  bad_rows int NOT NULL DEFAULT 0,        -- those that cannot be read
  kept_rows int NOT NULL DEFAULT 0,       -- those about citizens whose activities are received
  not_received int NOT NULL DEFAULT 0,    -- those about everybody else; a number is all that is kept of them
  trace text                              -- traceparent of the door that it came in by
) WITH (fillfactor = 70);
CREATE INDEX batch_began ON batch (began_at);
CREATE INDEX batch_coming ON batch (came_at) WHERE taken_at IS NULL;
CREATE INDEX batch_waiting ON batch (again) WHERE again IS NOT NULL;

-- Rows that are to be recorded: each goes in the transaction that records it. No foreign key: it would be
-- looked up for every row, and a batch's row is locked while its rows come.
CREATE TABLE batch_row (
  batch uuid NOT NULL,                    -- its file
  number int NOT NULL,                    -- its number there, from 1
  citizen_id uuid,                        -- null: the activity is somebody else's, and nothing of the row is kept
  version bigint NOT NULL,                -- of the activity, as the case system counts
  activity json,                          -- domain/activity.py; null as citizen_id is
  again timestamptz NOT NULL,             -- when it is looked at: at once, or when its days tell something new
  error_class text,                       -- it failed, and waits for people: a name, never a message
  PRIMARY KEY (batch, number)
);
CREATE INDEX batch_row_due ON batch_row (batch, again, number) WHERE error_class IS NULL;

-- Rows that could not be read: where, and what is wrong, never what stands there.
CREATE TABLE bad_row (
  batch uuid NOT NULL,                    -- its file
  number int NOT NULL,                    -- its number there, from 1
  wrong json NOT NULL,                    -- column → code; an empty column is the whole row
  PRIMARY KEY (batch, number)
);

-- migrate:down
DROP TABLE bad_row, batch_row, batch;
