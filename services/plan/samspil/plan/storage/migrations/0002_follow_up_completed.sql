-- migrate:up

ALTER TABLE follow_up
  ADD completed_at timestamptz,           -- by our database's clock; null until somebody was in touch
  ADD completed_by text;                  -- staff id of who was

-- migrate:down
ALTER TABLE follow_up DROP completed_at, DROP completed_by;
