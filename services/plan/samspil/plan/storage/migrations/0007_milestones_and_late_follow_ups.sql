-- migrate:up

-- What was heard of each step towards work: its facts come in any order, and it may be deleted.
CREATE TABLE milestone (
  id uuid PRIMARY KEY,                    -- the activity's own, in the jobcenter's case system
  citizen_id uuid NOT NULL,               -- with or without a plan: the milestone may be heard of first
  kept json NOT NULL                      -- domain/milestone.py
) WITH (fillfactor = 80);
CREATE INDEX milestone_of_citizen ON milestone (citizen_id);

-- The clock looks at every follow-up that waits, once its last day is over.
INSERT INTO due (what, citizen_id, at)
SELECT 'follow-up:' || id, citizen_id, ((kept ->> 'due_on')::date + 1)::timestamp AT TIME ZONE 'Europe/Copenhagen'
FROM follow_up WHERE kept ->> 'completed_at' IS NULL AND kept ->> 'withdrawn_at' IS NULL
ON CONFLICT DO NOTHING;

-- migrate:down
DELETE FROM due WHERE what LIKE 'follow-up:%';
DROP TABLE milestone;
