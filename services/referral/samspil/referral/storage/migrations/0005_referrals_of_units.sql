-- migrate:up

-- Overdue is a mark and no state: what was kept as unanswered is what it was before, and overdue.
UPDATE referral SET kept = (kept::jsonb || jsonb_build_object(
  'state', CASE WHEN kept ->> 'received_by' IS NULL THEN 'submitted' ELSE 'received' END,
  'overdue', true, 'missed', kept -> 'answer_by'))::json
WHERE kept ->> 'state' = 'unanswered';
UPDATE referral SET kept = (kept::jsonb || jsonb_build_object('answered', true))::json
WHERE kept ->> 'state' IN ('accepted', 'declined');

-- What a unit owes and waits for is looked for by these; beside them everything stands in kept.
ALTER TABLE referral
  ADD COLUMN state text,
  ADD COLUMN counts_as text,              -- its place in the balance
  ADD COLUMN overdue boolean,
  ADD COLUMN from_sector text,
  ADD COLUMN from_unit text,              -- null where the author's token named none
  ADD COLUMN to_sector text,
  ADD COLUMN to_unit text,
  ADD COLUMN owed text;                   -- the last day for the step that is owed now, year first: it sorts as a day
UPDATE referral SET
  state = kept ->> 'state',
  counts_as = CASE WHEN kept ->> 'state' IN ('accepted', 'declined') THEN 'answered'
                   WHEN kept ->> 'state' = 'cancelled' THEN 'cancelled' ELSE 'open' END,
  overdue = coalesce((kept ->> 'overdue')::boolean, false),
  from_sector = kept ->> 'from_sector',
  to_sector = kept ->> 'to_sector',
  to_unit = kept ->> 'to_unit',
  owed = kept ->> 'answer_by';
ALTER TABLE referral
  ALTER COLUMN state SET NOT NULL,
  ALTER COLUMN counts_as SET NOT NULL,
  ALTER COLUMN overdue SET NOT NULL,
  ALTER COLUMN from_sector SET NOT NULL,
  ALTER COLUMN to_sector SET NOT NULL,
  ALTER COLUMN to_unit SET NOT NULL,
  ALTER COLUMN owed SET NOT NULL;
CREATE INDEX referral_to_unit ON referral (to_unit, owed, id);
CREATE INDEX referral_from_unit ON referral (from_unit, owed, id);
CREATE INDEX referral_balance ON referral (to_sector, to_unit, counts_as, overdue);

-- migrate:down
DROP INDEX referral_balance, referral_from_unit, referral_to_unit;
ALTER TABLE referral DROP COLUMN state, DROP COLUMN counts_as, DROP COLUMN overdue, DROP COLUMN from_sector,
  DROP COLUMN from_unit, DROP COLUMN to_sector, DROP COLUMN to_unit, DROP COLUMN owed;
