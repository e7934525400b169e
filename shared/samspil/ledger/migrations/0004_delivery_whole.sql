-- migrate:up

-- What the courier looks for and moves on stays in columns; all the rest of a message is in one JSON.
ALTER TABLE delivery RENAME COLUMN delivery_id TO id;
ALTER TABLE delivery ADD COLUMN kept json;  -- exchange/delivery.py, as far as it is not beside it
UPDATE delivery SET kept = json_build_object(
  'id', id, 'content', json_build_array(told, content, until), 'body', body, 'trace', trace);
ALTER TABLE delivery
  ALTER COLUMN kept SET NOT NULL,
  DROP COLUMN told, DROP COLUMN content, DROP COLUMN until, DROP COLUMN body, DROP COLUMN trace;

-- migrate:down
SELECT 1 / 0;  -- what the columns held is in the JSON; nobody goes back past this
