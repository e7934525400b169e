-- migrate:up

-- What the log is asked, each with the newest first, so that no question walks through looks that it does not mean.
-- What somebody saw of one citizen: also asked by every look, which writes nothing where it repeats another.
CREATE INDEX access_by_citizen_and_who ON access (citizen_id, who, at, id);
-- The looks that no case was at hand for are few among millions, and the ones that are asked for most.
CREATE INDEX access_without_case ON access (at, id) WHERE relation IS NULL AND reason IS NOT NULL;
CREATE INDEX access_without_case_by_citizen ON access (citizen_id, at, id) WHERE relation IS NULL AND reason IS NOT NULL;
CREATE INDEX access_without_case_by_who ON access (who, at, id) WHERE relation IS NULL AND reason IS NOT NULL;

COMMENT ON COLUMN access.citizen_id IS
    'no reference: the log outlives the keys; of what is held under no citizen, its key; of a look at the log itself, zero';

-- migrate:down

DROP INDEX access_by_citizen_and_who, access_without_case, access_without_case_by_citizen, access_without_case_by_who;
COMMENT ON COLUMN access.citizen_id IS 'no reference: the log outlives the keys; of what is held under no citizen, its key';
