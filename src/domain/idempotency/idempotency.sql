-- query idempotency_find(person person_id, token text) maybe (request_hash blob, status int, sealed blob)
SELECT request_hash, status, sealed FROM idempotent_reply WHERE person_id = :person AND token = :token;

-- query idempotency_claim(person person_id, token text, request_hash blob, sealed blob, now instant) exec
INSERT INTO idempotent_reply (person_id, token, request_hash, status, sealed, created_at)
VALUES (:person, :token, :request_hash, 0, :sealed, :now);

-- query idempotency_put(person person_id, token text, status int, sealed blob) exec
UPDATE idempotent_reply SET status = :status, sealed = :sealed WHERE person_id = :person AND token = :token;

-- query idempotency_forget(before instant) exec
DELETE FROM idempotent_reply WHERE created_at < :before;
