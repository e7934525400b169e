-- migrate:up

ALTER TABLE citizen_file
  ADD COLUMN transition text;             -- why somebody under 18 is registered already; domain/transition.py

-- migrate:down
ALTER TABLE citizen_file DROP COLUMN transition;
