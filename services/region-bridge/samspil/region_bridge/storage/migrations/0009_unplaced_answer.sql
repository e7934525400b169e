-- migrate:up

-- Our answers to hospitals that wrote about somebody who is nobody's here: that they have to ask elsewhere. No citizen stands in it, and it goes with the message that it answers.
CREATE TABLE unplaced_answer (
  id uuid PRIMARY KEY,                    -- MessageHeader.id of the answer
  message_id text NOT NULL UNIQUE REFERENCES unplaced_message ON DELETE CASCADE,  -- what it answers
  body text NOT NULL,                     -- the answer as it is sent, sealed with a key of its own
  state text NOT NULL,                    -- storage/unplaced_answers.py
  transmissions int NOT NULL,             -- how often it has left, or may have
  at timestamptz NOT NULL,                -- when it is sent, or sent again, if nobody has answered
  answered_by text NOT NULL               -- staff id
) WITH (fillfactor = 80);
CREATE INDEX unplaced_answer_due ON unplaced_answer (at) WHERE state = 'waits';

-- migrate:down
DROP TABLE unplaced_answer;
