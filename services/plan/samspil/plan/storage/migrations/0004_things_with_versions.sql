-- migrate:up

-- A row a thing, whole as JSON: a new field needs no migration. Its version is the number of the last fact
-- about it in its citizen's stream; what was said is kept in full, so that each gets the one that it has.
ALTER TABLE plan RENAME TO plan_before;
ALTER TABLE support_question RENAME TO question_before;
ALTER TABLE follow_up RENAME TO follow_up_before;
ALTER TABLE stay RENAME TO stay_before;

-- One plan a citizen.
CREATE TABLE plan (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- domain/plan.py; the words and names in it are sealed
) WITH (fillfactor = 70);

-- What support workers were asked because of a stay.
CREATE TABLE support_question (
  id uuid PRIMARY KEY,                    -- uuid5 of stay and intervention: asked once
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/support_question.py
) WITH (fillfactor = 80);

-- By when somebody has to be in touch after a stay.
CREATE TABLE follow_up (
  id uuid PRIMARY KEY,                    -- uuid5 of stay and support worker: opened once
  citizen_id uuid NOT NULL,
  kept json NOT NULL                      -- domain/follow_up.py
) WITH (fillfactor = 80);

-- What was heard of each stay, counted: facts of a stay come in any order, and each may be taken back.
CREATE TABLE stay (
  id uuid PRIMARY KEY,                    -- as events name it
  citizen_id uuid NOT NULL,               -- with or without a plan: the stay may be heard of first
  kept json NOT NULL                      -- domain/stay.py
) WITH (fillfactor = 80);

WITH fact AS (
  SELECT CAST(convert_from(record, 'UTF8') AS json) -> 'data' AS data, seq FROM event
), said AS (
  SELECT coalesce(data ->> 'question_id', data ->> 'follow_up_id', data ->> 'plan_id') AS about,
    max(seq) AS version
  FROM fact GROUP BY about
), plans AS (
  INSERT INTO plan
  SELECT citizen_id, json_build_object(
    'id', plan_id, 'referral_id', referral_id, 'opened_at', opened_at, 'goals', goals,
    'interventions', interventions, 'agreed_on', agreed_on, 'version', coalesce(said.version, 1))
  FROM plan_before LEFT JOIN said ON about = plan_id::text
), questions AS (
  INSERT INTO support_question
  SELECT question_id, citizen_id, json_build_object(
    'id', question_id, 'stay_id', stay_id, 'intervention_id', intervention_id,
    'support_worker', support_worker, 'asked_at', asked_at, 'state', state, 'answer', answer,
    'version', coalesce(said.version, 1))
  FROM question_before LEFT JOIN said ON about = question_id::text
)
INSERT INTO follow_up
SELECT follow_up_id, citizen_id, json_build_object(
  'id', follow_up_id, 'stay_id', stay_id, 'support_worker', support_worker, 'due_on', due_on,
  'opened_at', opened_at, 'completed_at', completed_at, 'completed_by', completed_by,
  'withdrawn_at', withdrawn_at, 'version', coalesce(said.version, 1))
FROM follow_up_before LEFT JOIN said ON about = follow_up_id::text;

INSERT INTO stay
SELECT stay_id, citizen_id, json_build_object(
  'id', stay_id, 'admitted', admitted, 'retracted', retracted, 'ends', ends)
FROM stay_before;

DROP TABLE follow_up_before, question_before, plan_before, stay_before;
CREATE INDEX support_question_of_citizen ON support_question (citizen_id);
CREATE INDEX follow_up_of_citizen ON follow_up (citizen_id);
CREATE INDEX stay_of_citizen ON stay (citizen_id);

-- migrate:down
CREATE TABLE plan_after AS
SELECT citizen_id, one.id AS plan_id, one.version, one.referral_id, one.opened_at, one.agreed_on, one.goals,
  one.interventions
FROM plan, json_to_record(state) AS one (
  id uuid, version bigint, referral_id uuid, opened_at timestamptz, agreed_on date, goals jsonb,
  interventions jsonb);
CREATE TABLE question_after AS
SELECT id AS question_id, citizen_id, one.* FROM support_question, json_to_record(kept) AS one (
  stay_id uuid, intervention_id uuid, support_worker text, asked_at timestamptz, state text, answer text);
CREATE TABLE follow_up_after AS
SELECT id AS follow_up_id, citizen_id, one.* FROM follow_up, json_to_record(kept) AS one (
  stay_id uuid, support_worker text, due_on date, opened_at timestamptz, completed_at timestamptz,
  completed_by text, withdrawn_at timestamptz);
CREATE TABLE stay_after AS
SELECT id AS stay_id, citizen_id, one.* FROM stay, json_to_record(kept) AS one (
  admitted int, retracted int, ends jsonb);
DROP TABLE stay, follow_up, support_question, plan;
ALTER TABLE plan_after RENAME TO plan;
ALTER TABLE question_after RENAME TO support_question;
ALTER TABLE follow_up_after RENAME TO follow_up;
ALTER TABLE stay_after RENAME TO stay;
ALTER TABLE plan ADD PRIMARY KEY (citizen_id);
ALTER TABLE support_question ADD PRIMARY KEY (question_id);
ALTER TABLE follow_up ADD PRIMARY KEY (follow_up_id);
ALTER TABLE stay ADD PRIMARY KEY (stay_id);
CREATE INDEX support_question_of_citizen ON support_question (citizen_id);
CREATE INDEX follow_up_of_citizen ON follow_up (citizen_id);
CREATE INDEX stay_of_citizen ON stay (citizen_id);
