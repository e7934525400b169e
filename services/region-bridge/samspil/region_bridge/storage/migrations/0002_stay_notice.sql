-- migrate:up

-- What each notice says of a stay, and when: all that stays are made from. Rows are only ever added, and the message around them is kept elsewhere, sealed.
CREATE TABLE stay_notice (
  citizen_id uuid NOT NULL,
  message_id text NOT NULL,               -- MessageHeader.id; of what a version before has told, the id of its cause
  what text NOT NULL,                     -- domain/notice.py names them
  kind text NOT NULL,                     -- of the stay: acute_ambulant or inpatient
  episodes uuid[] NOT NULL,               -- every name of the course in this notice, the hospital's own first
  encounter uuid NOT NULL,                -- the hospital's contact, as this notice names it
  started_at timestamptz NOT NULL,        -- when the stay began, as this notice tells
  occurred_at timestamptz NOT NULL,       -- when it was true
  noted_at timestamptz NOT NULL,          -- when the hospital noted it
  alive boolean NOT NULL,                 -- whether the patient was expressly marked as not dead
  stay_id uuid,                           -- the id that the stay had before ids followed from notices; null for all others
  PRIMARY KEY (citizen_id, message_id)
);

-- What was told before stands in the events and beside the stays: the message itself is sealed.
-- A stay whose admission never came has no known kind and beginning; its admission, if it comes, tells both.
WITH told AS (
  SELECT citizen_id, seq, convert_from(record, 'UTF8')::jsonb AS event FROM event WHERE topic = 'hospital.v1'
), fact AS (
  SELECT citizen_id, seq, split_part(event ->> 'type', '.', 2) AS what,
    coalesce(event ->> 'causationid', event ->> 'id') AS message_id,
    (event -> 'data' ->> 'stay_id')::uuid AS stay_id, event -> 'data' AS data
  FROM told WHERE event -> 'data' ? 'stay_id'
), admission AS (
  SELECT DISTINCT ON (stay_id) stay_id, data ->> 'kind' AS kind, (data ->> 'admitted_at')::timestamptz AS at
  FROM fact WHERE what = 'stay_admitted' ORDER BY stay_id, seq
)
INSERT INTO stay_notice
SELECT fact.citizen_id, fact.message_id,
  CASE fact.what
    WHEN 'stay_admitted' THEN 'admitted'
    WHEN 'stay_leave_started' THEN 'leave_started'
    WHEN 'stay_leave_ended' THEN 'leave_ended'
    WHEN 'stay_discharged' THEN 'discharged'
    WHEN 'stay_retracted' THEN 'retracted'
  END,
  coalesce(admission.kind, 'inpatient'), stay.episodes, coalesce(stay.admitted_by, stay.stay_id),
  coalesce(admission.at, (fact.data ->> 'occurred_at')::timestamptz),
  (fact.data ->> 'occurred_at')::timestamptz, (fact.data ->> 'occurred_at')::timestamptz, false, fact.stay_id
FROM fact JOIN stay USING (stay_id) LEFT JOIN admission USING (stay_id)
ON CONFLICT DO NOTHING;

-- The clock looks once at everybody of whom something was told, and says what follows otherwise now.
INSERT INTO due (what, citizen_id, at)
SELECT DISTINCT 'follow notices', citizen_id, clock_timestamp() FROM stay_notice
ON CONFLICT DO NOTHING;

-- Nothing reads it any more; workers of the version before still do while this is applied.
COMMENT ON TABLE stay IS 'Of the version before; to be taken away by the next one.';

-- migrate:down
DELETE FROM due WHERE what = 'follow notices';
DROP TABLE stay_notice;
