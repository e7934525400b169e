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
  thread uuid NOT NULL REFERENCES thread ON DELETE CASCADE,  -- its row
  id uuid NOT NULL,                       -- its identifier in messages: repeated, it is told once
  citizen_id uuid NOT NULL,
  at timestamptz NOT NULL,                -- when it was written or attached: the order in which a thread is read
  kept json NOT NULL,                     -- domain/thread.py: Payload
  PRIMARY KEY (thread, id)
);
CREATE INDEX thread_payload_of_citizen ON thread_payload (citizen_id);

-- Messages from hospitals about citizens who are known here, whether they became known or wait for a person.
CREATE TABLE message_in (
  message_id text PRIMARY KEY REFERENCES message ON DELETE CASCADE,  -- MessageHeader.id
  citizen_id uuid NOT NULL,
  raw text NOT NULL,                      -- sealed: the message as it came, but for its files
  tolerated text[] NOT NULL,              -- what was not as the standard asks and did no harm: codes, never content
  received_at timestamptz NOT NULL        -- by our database's clock
);
CREATE INDEX message_in_of_citizen ON message_in (citizen_id);

-- Messages about citizens of whom nothing says that messages are received: they wait for a person.
CREATE TABLE waiting_message (
  id uuid PRIMARY KEY,                    -- the message, as events name it
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/waiting.py: whole while it waits, then who settled it and why
) WITH (fillfactor = 80);
CREATE INDEX waiting_message_of_citizen ON waiting_message (citizen_id);

-- Messages about nobody who is known here, or about whom nobody can say: for thirty days, then the keys that sealed them are destroyed.
CREATE TABLE unplaced_message (
  message_id text PRIMARY KEY REFERENCES message ON DELETE CASCADE,  -- MessageHeader.id, by which the region finds it
  raw text NOT NULL,                      -- the message as it came but for its files, sealed with a key of its own
  numbers text NOT NULL,                  -- whom it names, sealed likewise: the keyring finds whether they are known by now
  why text,                               -- domain/whose.py: why nobody can say whom it is about; null for a stranger
  received_at timestamptz NOT NULL        -- by our database's clock
);
CREATE INDEX unplaced_message_by_age ON unplaced_message (received_at);

-- migrate:down
DROP TABLE unplaced_message, waiting_message, message_in, thread_payload, thread;
