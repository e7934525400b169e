-- migrate:up

-- Files that are of one person: whoever locks one of them locks the other, too.
CREATE TABLE link (
  citizen_id uuid NOT NULL,               -- of whose stream it was said; its order is that stream's
  other uuid NOT NULL,                    -- the file that belongs to the same person
  PRIMARY KEY (citizen_id, other)
);
CREATE INDEX link_by_other ON link (other);

-- migrate:down
DROP TABLE link;
