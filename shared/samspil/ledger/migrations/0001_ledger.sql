-- migrate:up

-- The lock and the counter of everything said about one citizen on one topic.
CREATE TABLE stream (
  citizen_id uuid NOT NULL,
  topic text NOT NULL,
  seq bigint NOT NULL DEFAULT 0,          -- the last number given; a row, so that a rollback gives it back and no gap arises
  PRIMARY KEY (citizen_id, topic)
) WITH (fillfactor = 70);                 -- every decision updates its row: leave room for it on the page
COMMENT ON TABLE stream IS 'Rows are made before a transaction and locked in (citizen, topic) order as its first act';

-- Everything this service ever said, in full: the source of every refill.
CREATE TABLE event (
  topic text NOT NULL,
  citizen_id uuid NOT NULL,
  seq bigint NOT NULL,
  event_id uuid NOT NULL,
  record bytea NOT NULL CHECK (octet_length(record) <= 262144),  -- the CloudEvent as sent; larger things go by reference
  trace text,                             -- traceparent of what caused it: the parent of every hearer's span, nothing personal
  said_at timestamptz NOT NULL,           -- our clock: the database's, under the lock
  PRIMARY KEY (topic, citizen_id, seq)
);

-- What the broker has not acknowledged yet; a row lives until then, so the backlog is simply what is here.
CREATE TABLE outbox (
  pos bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- drawn under the citizen's lock: a later event of a citizen has a higher one
  topic text NOT NULL,
  citizen_id uuid NOT NULL,
  seq bigint NOT NULL,
  said_at timestamptz NOT NULL            -- the age of the oldest row is the first figure to look at
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

-- How far each partition is heard. The truth; Kafka's committed offset is a hint for tools.
CREATE TABLE watermark (
  topic text NOT NULL,
  part int NOT NULL,                      -- the partition
  next_offset bigint NOT NULL,            -- compared and set as the first statement of a poll; never goes back
  PRIMARY KEY (topic, part)
) WITH (fillfactor = 50);

-- Everything heard and accepted, in the order it took effect here: the guard against doubles and the source of every fold.
CREATE TABLE journal (
  topic text NOT NULL,
  citizen_id uuid NOT NULL,
  seq bigint NOT NULL,                    -- the highest one here is the last one heard
  event_id uuid NOT NULL,                 -- the same seq with another id means a publisher that repeats itself wrongly
  record bytea NOT NULL,                  -- as received
  pos bigint GENERATED ALWAYS AS IDENTITY, -- local order
  heard_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- "as we knew it on" asks this, never the publisher's clock
  PRIMARY KEY (topic, citizen_id, seq)
);

-- What could not be applied: kept whole, and everything later of that citizen on that topic waits behind it.
CREATE TABLE parked (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- by which people name it
  topic text NOT NULL,
  part int NOT NULL,                      -- the partition that it was delivered on
  log_offset bigint NOT NULL,             -- the same delivery is parked once
  citizen_id uuid,                        -- null when the key cannot be trusted: then nothing waits behind it
  seq bigint,                             -- null when the record does not tell
  event_id uuid,
  -- failed: tried, released by people only; waiting: behind a gap or a failed one; done: applied or overtaken
  state text NOT NULL CHECK (state IN ('failed', 'waiting', 'released', 'done')),
  error_class text NOT NULL,              -- a name, never a message: messages may quote what must not be quoted
  attempts int NOT NULL DEFAULT 1,        -- how often it was tried
  key bytea,                              -- as delivered, like the next two
  value bytea,                            -- personal values in it are sealed tokens, unless the publisher is wrong
  headers bytea,                          -- JSON pairs, values in base64: they need not be text
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- the brake counts the last minute
  UNIQUE (topic, part, log_offset)
);
CREATE INDEX parked_open ON parked (topic, citizen_id, seq) WHERE state <> 'done';
CREATE INDEX parked_recently ON parked (parked_at) WHERE state = 'failed';

-- Hearing stopped because too many citizens failed alike: the deploy is wrong, not the data.
CREATE TABLE brake (
  error_class text PRIMARY KEY,           -- that too many failed with
  stopped_at timestamptz NOT NULL,        -- when hearing stopped
  released_at timestamptz                 -- set by people; for a day this class then parks without a limit
);

-- The one clock: what has to be looked at, for whom, when.
CREATE TABLE due (
  what text NOT NULL,                     -- the step, and after a colon the item: "answer:<referral id>"
  citizen_id uuid NOT NULL,
  at timestamptz NOT NULL,                -- a later date never swallows an earlier mark
  attempts int NOT NULL DEFAULT 0,        -- how often the step has failed in a row
  error_class text,                       -- of the last failure
  trace text,                             -- traceparent of what marked it last: the parent of the step's span
  PRIMARY KEY (what, citizen_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
CREATE INDEX due_at ON due (at);

-- One folded state per (topic, citizen) and generation. A view combines them when it is read.
CREATE TABLE folded (
  generation int NOT NULL,                -- a rebuild fills the next one beside the live one
  topic text NOT NULL,
  citizen_id uuid NOT NULL,
  seq bigint NOT NULL,                    -- the last event folded in
  state json NOT NULL,                    -- json, not jsonb: kept as written, so that a hash compares what was written
  PRIMARY KEY (generation, citizen_id, topic)
) WITH (fillfactor = 70);
-- Which generation of folded states is read and folded into.
CREATE TABLE fold_generation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),  -- so there is one row for ever
  live int NOT NULL                       -- a rebuild moves it to the one that it filled
);
INSERT INTO fold_generation (live) VALUES (1);

-- migrate:down
DROP TABLE fold_generation, folded, due, brake, parked, journal, watermark, outbox, event, stream;
