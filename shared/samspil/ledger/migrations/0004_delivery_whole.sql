-- migrate:up

-- What the courier looks for and moves on stays in columns; all the rest of a message is in one JSON.
-- A column holds the calendar's last day as infinity, which no JSON can tell.
ALTER TABLE delivery RENAME COLUMN delivery_id TO id;
ALTER TABLE delivery ADD COLUMN kept json;  -- exchange/delivery.py, as far as it is not beside it
UPDATE delivery SET kept = json_build_object(
  'id', id, 'body', body, 'trace', trace, 'content',
  json_build_array(told, content, CASE until WHEN 'infinity' THEN '9999-12-31' ELSE until END));
ALTER TABLE delivery
  ALTER COLUMN kept SET NOT NULL,
  DROP COLUMN told, DROP COLUMN content, DROP COLUMN until, DROP COLUMN body, DROP COLUMN trace;

-- migrate:down
ALTER TABLE delivery RENAME COLUMN id TO delivery_id;
ALTER TABLE delivery ADD told text, ADD content json, ADD until date, ADD body text, ADD trace text;
UPDATE delivery SET told = kept -> 'content' ->> 0, content = kept -> 'content' -> 1,
  until = (kept -> 'content' ->> 2)::date, body = kept ->> 'body', trace = kept ->> 'trace';
ALTER TABLE delivery ALTER COLUMN told SET NOT NULL, ALTER COLUMN content SET NOT NULL, DROP COLUMN kept;
