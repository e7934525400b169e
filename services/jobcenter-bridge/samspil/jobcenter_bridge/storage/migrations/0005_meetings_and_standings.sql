-- migrate:up

-- Calls to meetings that were looked at: the guard against saying one twice.
CREATE TABLE meeting (
  id uuid PRIMARY KEY,                    -- the call's, in the jobcenter's case system
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/meetings.py
) WITH (fillfactor = 70);
CREATE INDEX meeting_of_citizen ON meeting (citizen_id);

-- To which groups citizens belong at the jobcenter, as it was said.
CREATE TABLE standing (
  id uuid PRIMARY KEY,                    -- the contact group's, in the jobcenter's case system
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/standing.py
) WITH (fillfactor = 70);
CREATE INDEX standing_of_citizen ON standing (citizen_id);

-- migrate:down
DROP TABLE standing, meeting;
DELETE FROM notification WHERE kind IN ('call', 'status');
