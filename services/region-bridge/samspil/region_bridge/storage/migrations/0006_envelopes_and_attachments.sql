-- migrate:up

-- Every VANSEnvelope whose message was answered, about whomever. Nothing here tells whom it was about.
CREATE TABLE envelope (
  envelope_id text PRIMARY KEY,           -- EnvelopeIdentifier: seen with another message, it is a protocol error
  bundle_id text NOT NULL,                -- Bundle.id of the message in it
  message_id text NOT NULL,               -- MessageHeader.id; no reference: it is claimed before the message is processed
  received_at timestamptz NOT NULL DEFAULT clock_timestamp()  -- old ones may be forgotten: a sender repeats for hours
);

-- Files that came with messages, sealed in parts: each with a key of its own, which is sealed in turn.
CREATE TABLE attachment (
  attachment_id uuid PRIMARY KEY,         -- by which the message's fact names it
  citizen_id uuid,                        -- null while nobody has said whose it is: it then goes thirty days after it came
  message_id text NOT NULL,               -- MessageHeader.id of the message that brought it
  key text NOT NULL,                      -- the file's key, sealed with the citizen's, or with one of its own while it is held
  media_type text NOT NULL,               -- by the file's own first bytes
  size bigint NOT NULL,                   -- in bytes, unsealed
  received_at timestamptz NOT NULL DEFAULT clock_timestamp()  -- thirty days later a held one goes, as its key does
);
CREATE INDEX attachment_of_message ON attachment (message_id);
CREATE INDEX attachment_of_citizen ON attachment (citizen_id);
CREATE INDEX attachment_held ON attachment (received_at) WHERE citizen_id IS NULL;

-- Read one after the other, so that a file never lies in memory whole.
CREATE TABLE attachment_part (
  attachment_id uuid NOT NULL REFERENCES attachment ON DELETE CASCADE,  -- whose part it is
  number integer NOT NULL,                -- from 0; sealed with it, so that no part can be moved
  box bytea NOT NULL,                     -- a chunk of 256 KiB, the last one shorter, with the mark of its place
  PRIMARY KEY (attachment_id, number)
);
ALTER TABLE attachment_part ALTER COLUMN box SET STORAGE EXTERNAL;  -- what is sealed cannot be compressed

-- migrate:down
DROP TABLE attachment_part, attachment, envelope;
