-- migrate:up

-- What a correction or a cancellation is of, and whether the ward asks for a report.
ALTER TABLE stay_notice
  ADD COLUMN revises text,                -- MessageHeader.id of the message before it, as the hospital counts them
  ADD COLUMN wants_report boolean NOT NULL DEFAULT false, -- the ward asks for an admission report
  ADD COLUMN report_to text;              -- sealed: who is to have it, where the ward names somebody
COMMENT ON TABLE stay_notice IS 'A row goes when somebody put its notice aside; what became of it stands in held.';

-- Notices of known citizens that wait for a person, and what people decided about them.
CREATE TABLE held (
  id uuid PRIMARY KEY,                    -- as events name it
  citizen_id uuid NOT NULL,
  kept json NOT NULL,                     -- domain/held.py: why, what it would say if applied, who confirmed it, when and why (sealed)
  message_id text NOT NULL,               -- MessageHeader.id; the message itself stands in notice, sealed
  received_at timestamptz NOT NULL,       -- by our database's clock
  settled_at timestamptz                  -- null while it waits
) WITH (fillfactor = 80);
CREATE INDEX held_of_citizen ON held (citizen_id);
CREATE INDEX held_of_message ON held (message_id);
CREATE INDEX held_waiting ON held (received_at) WHERE settled_at IS NULL;
COMMENT ON COLUMN notice.held IS 'Of the version before; the worker moves what it says to the table held.';

-- What nobody can place is decided about by people, too; a settled row goes with the others after thirty days.
ALTER TABLE held_message
  ADD COLUMN held_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), -- as doors name it
  ADD COLUMN kind text NOT NULL DEFAULT 'notice', -- contracts/hospital_stays.py, HeldWhat
  ADD COLUMN settled json;                -- domain/held.py: how, by whom, when and why (sealed); null while it waits

-- migrate:down
ALTER TABLE held_message DROP COLUMN held_id, DROP COLUMN kind, DROP COLUMN settled;
DROP TABLE held;
ALTER TABLE stay_notice DROP COLUMN revises, DROP COLUMN wants_report, DROP COLUMN report_to;
