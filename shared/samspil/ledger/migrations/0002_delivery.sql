-- migrate:up

-- What a bridge tells its partner, one row a message; what the partner has been told is what stands here as sent.
CREATE TABLE delivery (
  delivery_id uuid PRIMARY KEY,           -- the message's id at the partner, the same for every try
  citizen_id uuid NOT NULL,
  item text NOT NULL,                     -- which part of the disclosure it tells
  seq bigint NOT NULL,                    -- of the disclosure that asked for it: deliveries go in this order
  told text NOT NULL,                     -- what it tells, a word of contracts/delivery.py
  content json NOT NULL,                  -- codes, dates and sealed tokens: two that are equal tell the same
  until date,                             -- the last day on which it is worth telling
  state text NOT NULL,                    -- ledger/delivery.py names them
  body text,                              -- sealed: the bytes as sent, kept before they leave so that they never differ
  attempts int NOT NULL DEFAULT 0,        -- how often it left
  at timestamptz NOT NULL,                -- when to send it, or to try again
  trace text,                             -- traceparent of what asked for it
  made_at timestamptz NOT NULL,           -- by our database's clock: the age of an open one is watched
  ended_at timestamptz                    -- when it was answered, given up or overtaken
) WITH (fillfactor = 70);
CREATE INDEX delivery_of_citizen ON delivery (citizen_id);
CREATE INDEX delivery_to_send ON delivery (at) WHERE state IN ('open', 'sending');

-- migrate:down
DROP TABLE delivery;
