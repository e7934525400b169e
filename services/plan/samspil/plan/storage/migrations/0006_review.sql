-- migrate:up

-- By when help, or a whole plan, is looked at with the citizen.
CREATE TABLE review (
  id uuid PRIMARY KEY,                    -- uuid5 of what it is about and its round: due once
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/review.py; the texts in it are sealed
) WITH (fillfactor = 80);
CREATE INDEX review_of_citizen ON review (citizen_id);

-- Meetings with, or about, the citizen.
CREATE TABLE meeting (
  id uuid PRIMARY KEY,                    -- as the door named it when it was booked
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/meeting.py; the texts in it are sealed
) WITH (fillfactor = 80);
CREATE INDEX meeting_of_citizen ON meeting (citizen_id);

-- The clock looks once at everybody, and sets the days on which plans agreed before are looked at; in an
-- hour, when nobody of the version before agrees to one any more.
INSERT INTO due (what, citizen_id, at)
SELECT 'set reviews', citizen_id, clock_timestamp() + interval '1 hour'
FROM (SELECT citizen_id FROM plan UNION SELECT citizen_id FROM citizen) everybody
ON CONFLICT DO NOTHING;

-- migrate:down
DELETE FROM due WHERE what = 'set reviews';
DROP TABLE meeting, review;
