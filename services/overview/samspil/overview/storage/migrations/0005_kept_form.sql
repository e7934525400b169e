-- migrate:up

-- What its person wrote while signed out: sealed under the site's key, shown on its form until that is sent.
ALTER TABLE session ADD COLUMN kept_form text;

-- migrate:down
ALTER TABLE session DROP COLUMN kept_form;
