-- Replies kept for an Idempotency-Key hold tokens that are shown once: they are sealed by
-- what the request was signed with, which the database has only as a hash. Rows live for a
-- day; those in plain text go now.
DROP TABLE idempotency;
CREATE TABLE idempotent_reply (
	person_id     int NOT NULL,
	token         text NOT NULL,
	request_hash  blob NOT NULL,
	status        int NOT NULL,
	sealed        blob NOT NULL,                 -- location and body: secret_seal
	created_at    instant NOT NULL,
	PRIMARY KEY (person_id, token)
);
CREATE INDEX idempotent_reply_by_age ON idempotent_reply (created_at);
