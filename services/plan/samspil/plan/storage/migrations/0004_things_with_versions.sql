-- migrate:up

-- One plan a citizen, and a row a thing, whole as JSON: a new field needs no migration. A version is the
-- number of the last fact about a thing in its citizen's stream; what was said is kept in full.
CREATE TABLE plan_now (
  citizen_id uuid PRIMARY KEY,
  state json NOT NULL                     -- domain/plan.py
) WITH (fillfactor = 70);

-- What support workers were asked because of a stay.
CREATE TABLE question_now (
  id uuid PRIMARY KEY,                    -- uuid5 of stay and intervention: asked once
  citizen_id uuid NOT NULL,
  state json NOT NULL                     -- domain/support_question.py
) WITH (fillfactor = 80);

-- By when somebody has to be in touch after a stay.
CREATE TABLE follow_up_now (
  id uuid PRIMARY KEY,                    -- uuid5 of stay and support worker: opened once
  citizen_id uuid NOT NULL,
  state json NOT NULL                     -- domain/follow_up.py
) WITH (fillfactor = 80);

-- What was heard of each stay, counted.
CREATE TABLE stay_now (
  id uuid PRIMARY KEY,                    -- as events name it
  citizen_id uuid NOT NULL,               -- with or without a plan: the stay may be heard of first
  state json NOT NULL                     -- domain/stay.py
) WITH (fillfactor = 80);

CREATE TEMPORARY TABLE said ON COMMIT DROP AS
SELECT coalesce(data ->> 'question_id', data ->> 'follow_up_id', data ->> 'plan_id') AS about,
  max(seq) AS version
FROM event, CAST(convert_from(record, 'UTF8') AS json) AS fact, CAST(fact -> 'data' AS json) AS data
GROUP BY about;

INSERT INTO plan_now
SELECT citizen_id, json_build_object(
  'id', plan_id, 'referral_id', referral_id, 'opened_at', opened_at, 'goals', goals,
  'interventions', interventions, 'agreed_on', agreed_on, 'version', coalesce(said.version, 1))
FROM plan LEFT JOIN said ON about = plan_id::text;

INSERT INTO question_now
SELECT question_id, citizen_id, json_build_object(
  'id', question_id, 'stay_id', stay_id, 'intervention_id', intervention_id, 'support_worker', support_worker,
  'asked_at', asked_at, 'state', state, 'answer', answer, 'version', coalesce(said.version, 1))
FROM support_question LEFT JOIN said ON about = question_id::text;

INSERT INTO follow_up_now
SELECT follow_up_id, citizen_id, json_build_object(
  'id', follow_up_id, 'stay_id', stay_id, 'support_worker', support_worker, 'due_on', due_on,
  'opened_at', opened_at, 'completed_at', completed_at, 'completed_by', completed_by,
  'withdrawn_at', withdrawn_at, 'version', coalesce(said.version, 1))
FROM follow_up LEFT JOIN said ON about = follow_up_id::text;

INSERT INTO stay_now
SELECT stay_id, citizen_id, json_build_object(
  'id', stay_id, 'admitted', admitted, 'retracted', retracted, 'ends', ends)
FROM stay;

DROP TABLE follow_up, support_question, plan, stay;
ALTER TABLE plan_now RENAME TO plan;
ALTER TABLE question_now RENAME TO support_question;
ALTER TABLE follow_up_now RENAME TO follow_up;
ALTER TABLE stay_now RENAME TO stay;
CREATE INDEX support_question_of_citizen ON support_question (citizen_id);
CREATE INDEX follow_up_of_citizen ON follow_up (citizen_id);
CREATE INDEX stay_of_citizen ON stay (citizen_id);

-- migrate:down
SELECT 1 / 0;  -- what the columns held is in the states; nobody goes back past this
