-- migrate:up

-- The newest disclosure of each citizen: whether notices are received, and what the region is to be told.
CREATE TABLE disclosure (
  citizen_id uuid PRIMARY KEY,
  seq bigint NOT NULL,                    -- of the disclosure topic: a higher one replaces a lower one
  shares boolean NOT NULL,                -- whether there is a basis to share anything
  until date,                             -- the last day on which it holds: obeyed here even while nothing new is heard
  received_until date,                    -- the last day on which notices may become events
  notices_received boolean NOT NULL,      -- whether notices may become events
  cpr text,                               -- sealed, as the name: the newest told, kept so that the end of sharing can be said
  name text,                              -- sealed
  contact_person text,                    -- sealed
  CHECK ((cpr IS NULL) = (name IS NULL))
) WITH (fillfactor = 80);

-- Every message that was answered, about whomever. Nothing here tells whom it was about: no citizen, no number, no hash of one.
CREATE TABLE message (
  message_id text PRIMARY KEY,            -- MessageHeader.id: the same business message in every transmission
  answer bytea NOT NULL,                  -- repeated byte for byte when the message comes again
  answered_at timestamptz NOT NULL        -- old ones may be forgotten: a sender repeats for hours, not for years
);

-- Every transmission of those messages.
CREATE TABLE transmission (
  bundle_id text PRIMARY KEY,             -- Bundle.id: seen with another message, it is a protocol error
  message_id text NOT NULL REFERENCES message ON DELETE CASCADE  -- of which message it is one
);
CREATE INDEX transmission_of_message ON transmission (message_id);

-- Notices that were received: those of citizens whose disclosure says so, and of nobody else.
CREATE TABLE notice (
  message_id text PRIMARY KEY REFERENCES message ON DELETE CASCADE,  -- MessageHeader.id
  citizen_id uuid NOT NULL,
  raw text NOT NULL,                      -- sealed: the message as it came
  held text,                              -- why a human has to look (domain/notice.py); null when it became an event
  received_at timestamptz NOT NULL        -- by our database's clock
);
CREATE INDEX notice_of_citizen ON notice (citizen_id);
CREATE INDEX notice_held ON notice (received_at) WHERE held IS NOT NULL;

-- Which stay a notice is about: hospitals name the course, and a course may hold several stays.
CREATE TABLE stay (
  stay_id uuid PRIMARY KEY,               -- as events name it: made from the course, so that a repeat gives the same
  pos bigint GENERATED ALWAYS AS IDENTITY, -- the order in which stays were first told of
  citizen_id uuid NOT NULL,
  episodes uuid[] NOT NULL,               -- every name of the course that was seen: the hospital's own and the national one
  admitted_by uuid                        -- the contact that the admission named; null while only later notices have come
) WITH (fillfactor = 80);
CREATE INDEX stay_of_citizen ON stay (citizen_id, pos);

-- migrate:down
DROP TABLE stay, notice, transmission, message, disclosure;
