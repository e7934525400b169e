-- migrate:up

-- What was answered to requests that may be repeated with their key.
CREATE TABLE idempotency (
    key         bytea       PRIMARY KEY,             -- HMAC of caller and Idempotency-Key: what was sent may name somebody
    fingerprint bytea       NOT NULL,                -- HMAC of method, address and body: the same key may not come with another request
    status      smallint,                            -- of the answer; null only inside the transaction that decides it
    body        json,                                -- of the answer: ids and codes, nothing personal
    headers     json,                                -- of the answer, such as Location and ETag
    created_at  timestamptz NOT NULL DEFAULT now()   -- old rows are forgotten by it
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);   -- forgetting reads the oldest only

-- migrate:down

DROP TABLE idempotency;
