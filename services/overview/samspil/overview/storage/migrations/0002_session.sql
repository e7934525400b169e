-- migrate:up

-- Who is signed in at the pages: the browser keeps an id that tells nothing, the token is here.
CREATE TABLE session (
  id_hash bytea PRIMARY KEY CHECK (length(id_hash) = 32),  -- SHA-256 of the id: what is read here opens no page
  token bytea NOT NULL,                   -- sealed under a key that is made of the id, too, which stands nowhere here
  expires_at timestamptz NOT NULL,        -- with the token; later rows go when somebody signs in
  news text,                              -- what this person did last, as a code, until a page has said it once
  news_of uuid                            -- the citizen on whose page it is said
);
CREATE INDEX session_expires_at ON session (expires_at);

-- migrate:down
DROP TABLE session;
