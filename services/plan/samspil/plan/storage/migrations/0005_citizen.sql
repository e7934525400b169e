-- migrate:up

-- Whether anything is asked of people about the citizen: not of the dead, nor where another municipality acts.
CREATE TABLE citizen (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- domain/citizen.py; no row: nothing was heard, and all is asked
) WITH (fillfactor = 80);

-- migrate:down
DROP TABLE citizen;
