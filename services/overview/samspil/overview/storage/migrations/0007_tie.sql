-- migrate:up

-- Who has a case of a citizen's at hand, as the last look found it: lists show no more than that.
CREATE TABLE tie (
  citizen_id uuid NOT NULL,
  relation text NOT NULL,                 -- how, as rulebook/case_at_hand.py names it
  whose text NOT NULL,                    -- a staff id, or a unit's code
  until date,                             -- its last day; null: for as long as it lasts
  PRIMARY KEY (citizen_id, relation, whose)
);
CREATE INDEX tie_whose ON tie (whose);

-- migrate:down
DROP TABLE tie;
