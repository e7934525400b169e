-- migrate:up

-- What the overview itself decided about a citizen: contact holds and what stays proposed.
CREATE TABLE coordination (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- domain/coordination.py; names in it are sealed
) WITH (fillfactor = 70);

-- What each partner was told last: only a difference is said.
CREATE TABLE disclosed (
  citizen_id uuid NOT NULL,
  receiver text NOT NULL,                 -- domain/law.py names them
  informed json NOT NULL,                 -- the event's data as said
  PRIMARY KEY (citizen_id, receiver)
) WITH (fillfactor = 70);

-- migrate:down
DROP TABLE disclosed, coordination;
