-- migrate:up

-- Thin notifications from the jobcenter's case system: ids, and what became of each. Never anything personal.
CREATE TABLE notification (
  entity_type int NOT NULL,               -- EntitetId: the number of the entity's type
  entity uuid NOT NULL,                   -- EksternIdentifier: the entity's own id in the case system
  version bigint NOT NULL,                -- VersionIdentifier: the same three again are the same notification
  change smallint NOT NULL,               -- Aendringstype: 1 created, 2 changed, 3 deleted; told, not relied on
  state text NOT NULL,                    -- domain/notification.py names them
  again timestamptz,                      -- when a waiting one is looked at; set ahead while somebody looks at it
  attempts int NOT NULL DEFAULT 0,        -- how often it was looked at in a row
  error_class text,                       -- of the last failure: a name, never a message
  citizen_id uuid,                        -- only while not received: whose disclosure makes us look again
  trace text,                             -- traceparent of the door that it came in by
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- old ones that need nothing more may be forgotten
  PRIMARY KEY (entity_type, entity, version)
) WITH (fillfactor = 70);
CREATE INDEX notification_waiting ON notification (again) WHERE state = 'waiting';
CREATE INDEX notification_failed ON notification (received_at) WHERE state = 'failed';
CREATE INDEX notification_not_received ON notification (citizen_id) WHERE state = 'not_received';

-- The newest disclosure of each citizen: all that this bridge knows of them.
CREATE TABLE disclosure (
  citizen_id uuid PRIMARY KEY,
  seq bigint NOT NULL,                    -- of the disclosure; it rises and may skip
  until date,                             -- the last day on which what is told holds; obeyed here even if no newer one comes
  received_until date,                    -- the last day on which milestones may become events
  shares boolean NOT NULL,                -- whether there is a basis to share anything
  milestones boolean NOT NULL,            -- whether what the jobcenter tells of activities may become events
  hold_until date,                        -- of the contact hold
  hold_ask text,                          -- sealed: whom to ask
  cpr text,                               -- sealed: kept when sharing ends, so that the end can be told
  CHECK ((hold_until IS NULL) = (hold_ask IS NULL))
) WITH (fillfactor = 70);

-- Activities that were said to be milestones: the guard against saying one twice.
CREATE TABLE milestone (
  activity uuid PRIMARY KEY,              -- its id in the jobcenter's case system
  citizen_id uuid NOT NULL,
  version bigint NOT NULL,                -- the newest one looked at: an older notification changes nothing
  started boolean NOT NULL                -- whether its start was said, too
) WITH (fillfactor = 70);
CREATE INDEX milestone_of_citizen ON milestone (citizen_id);

-- migrate:down
DROP TABLE milestone, disclosure, notification;
