-- migrate:up

-- One plan a citizen; goals and interventions are only ever read and written with their plan.
CREATE TABLE plan (
  citizen_id uuid PRIMARY KEY,
  plan_id uuid NOT NULL UNIQUE,           -- what events and doors call it
  version bigint NOT NULL,                -- of the plan with all that is in it: writers say which one they saw
  referral_id uuid NOT NULL,              -- the referral whose acceptance opened it
  opened_at timestamptz NOT NULL,         -- by our database's clock
  agreed_on date,                         -- the last day on which the citizen agreed; null until then
  goals jsonb NOT NULL,                   -- by goal id; the words in them are sealed
  interventions jsonb NOT NULL            -- by intervention id; the names in them are sealed
) WITH (fillfactor = 70);

-- What support workers were asked because of a stay.
CREATE TABLE support_question (
  question_id uuid PRIMARY KEY,           -- uuid5 of stay and intervention: asked once
  citizen_id uuid NOT NULL REFERENCES plan,
  stay_id uuid NOT NULL,                  -- the stay that it is about
  intervention_id uuid NOT NULL,          -- the support that it is about
  support_worker text NOT NULL,           -- staff id of who was asked
  asked_at timestamptz NOT NULL,          -- by our database's clock
  state text NOT NULL,                    -- open, answered, closed
  answer text                             -- null unless answered
) WITH (fillfactor = 80);
CREATE INDEX support_question_of_citizen ON support_question (citizen_id);

-- By when somebody has to be in touch after a stay.
CREATE TABLE follow_up (
  follow_up_id uuid PRIMARY KEY,          -- uuid5 of stay and support worker: opened once
  citizen_id uuid NOT NULL REFERENCES plan,
  stay_id uuid NOT NULL,                  -- the stay that ended
  support_worker text NOT NULL,           -- staff id of who has to be in touch
  due_on date NOT NULL,                   -- the last day, counted in Danish working days
  opened_at timestamptz NOT NULL          -- by our database's clock
);
CREATE INDEX follow_up_of_citizen ON follow_up (citizen_id);

-- migrate:down
DROP TABLE follow_up, support_question, plan;
