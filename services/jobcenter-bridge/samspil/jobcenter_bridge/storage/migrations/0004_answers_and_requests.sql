-- migrate:up

-- The version before takes in activities only, and names no kind.
ALTER TABLE notification ADD COLUMN kind text DEFAULT 'activity';  -- domain/notification.py; null: of no use here

-- Tasks in which a referral was answered: the guard against saying one answer twice.
CREATE TABLE answer (
  id uuid PRIMARY KEY,                    -- the task's, in the jobcenter's case system
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/answers.py
) WITH (fillfactor = 70);
CREATE INDEX answer_of_citizen ON answer (citizen_id);

-- Requests of the jobcenter's that were said.
CREATE TABLE request (
  id uuid PRIMARY KEY,                    -- its own, in the jobcenter's case system
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/requests.py
) WITH (fillfactor = 70);
CREATE INDEX request_of_citizen ON request (citizen_id);

-- Requests about somebody unknown here, for a person to register her; nothing here tells who it may be.
CREATE TABLE held_request (
  id uuid PRIMARY KEY,                    -- its own, in the jobcenter's case system
  version bigint NOT NULL,                -- what was sealed: a newer one takes its place
  sealed text NOT NULL,                   -- the request with a key of its own
  held_at timestamptz NOT NULL DEFAULT clock_timestamp()  -- thirty days later the row goes, as its key does
);

-- migrate:down
DROP TABLE held_request, request, answer;
DELETE FROM notification WHERE kind IN ('task', 'request');
ALTER TABLE notification DROP COLUMN kind;
