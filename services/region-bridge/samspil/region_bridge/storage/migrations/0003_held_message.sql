-- migrate:up

-- Messages of which nobody can say whom they are about, for a human to look at. Nothing here tells who it may be.
CREATE TABLE held_message (
  message_id text PRIMARY KEY REFERENCES message ON DELETE CASCADE,  -- MessageHeader.id, by which the region finds it
  raw text NOT NULL,                      -- the message as it came, sealed with a key of its own
  why text NOT NULL,                      -- domain/whose.py
  received_at timestamptz NOT NULL        -- by our database's clock: thirty days later the row goes, as its key does
);
CREATE INDEX held_message_by_age ON held_message (received_at);

-- migrate:down
DROP TABLE held_message;
