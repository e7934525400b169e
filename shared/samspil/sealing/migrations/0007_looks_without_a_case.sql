-- migrate:up

-- Leaders and data protection officers ask for the looks that no case was at hand for: few among millions.
CREATE INDEX access_without_case ON access (at, id) WHERE relation IS NULL AND reason IS NOT NULL;

COMMENT ON COLUMN access.citizen_id IS
    'no reference: the log outlives the keys; of what is held under no citizen, its key; of a look at the log itself, zero';

-- migrate:down

DROP INDEX access_without_case;
COMMENT ON COLUMN access.citizen_id IS 'no reference: the log outlives the keys; of what is held under no citizen, its key';
