-- migrate:up

-- The clock looks once at every consent that was not taken back; it says which are over, and when to look at the others.
INSERT INTO due (what, citizen_id, at)
SELECT 'consent:' || id, citizen_id, clock_timestamp() FROM consent WHERE kept ->> 'withdrawn_at' IS NULL
ON CONFLICT DO NOTHING;

-- migrate:down
DELETE FROM due WHERE what LIKE 'consent:%';
