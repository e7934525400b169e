-- migrate:up

-- Threads of messages with hospitals, one a citizen and thread: ids, codes and tokens, from which what is new can be told and an answer written.
CREATE TABLE thread (
  id uuid PRIMARY KEY,                    -- made from citizen and thread: a sender may use one thread's id about two people
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/thread.py
) WITH (fillfactor = 80);
CREATE INDEX thread_of_citizen ON thread (citizen_id);

-- The texts and files of each thread, sealed; only ever added to. They stand apart because only an answer needs them.
CREATE TABLE thread_payload (
  thread uuid NOT NULL REFERENCES thread ON DELETE CASCADE,
  id uuid NOT NULL,                       -- its identifier in messages: repeated, it is told once
  citizen_id uuid NOT NULL,
  at timestamptz NOT NULL,                -- when it was written or attached: the order in which a thread is read
  kept json NOT NULL,                     -- domain/thread.py: Payload
  PRIMARY KEY (thread, id)
);
CREATE INDEX thread_payload_of_citizen ON thread_payload (citizen_id);

-- migrate:down
DROP TABLE thread_payload, thread;
