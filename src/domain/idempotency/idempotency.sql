-- query idempotency_find(person person_id, token text) maybe (request_hash blob, status int, location text, body text)
SELECT request_hash, status, location, body FROM idempotency WHERE person_id = :person AND token = :token;

-- query idempotency_put(person person_id, token text, request_hash blob, status int, location text, body text, now instant) exec
INSERT INTO idempotency (person_id, token, request_hash, status, location, body, created_at)
VALUES (:person, :token, :request_hash, :status, :location, :body, :now);

-- query idempotency_forget(before instant) exec
DELETE FROM idempotency WHERE created_at < :before;
