-- The telephone desk: numbers that are looked up, extensions, and the calls.
ALTER TABLE person ADD COLUMN phone_number text NOT NULL DEFAULT ''; -- E.164 of phone, or empty
CREATE INDEX person_by_phone_number ON person (phone_number) WHERE phone_number <> '';
-- What was stored so far is in international form, with the signs that people write.
UPDATE person SET phone_number = replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '.', ''), '/', ''), '(', ''), ')', '')
 WHERE phone LIKE '+%';

CREATE TABLE phone_extension (
	person_id  int PRIMARY KEY REFERENCES person(id),
	extension  text NOT NULL UNIQUE
);

-- A telephone system that reports calls, and the key that it signs with.
CREATE TABLE cti_adapter (
	id          @id,
	name        text NOT NULL UNIQUE,
	key         blob NOT NULL,              -- 32 bytes; HMAC-SHA256
	created_at  instant NOT NULL,
	created_by  int REFERENCES person(id),
	seen_at     instant,
	ended_at    instant
);

-- Events that were taken: the same again changes nothing. Kept for some days.
CREATE TABLE cti_event (
	adapter_id  int NOT NULL REFERENCES cti_adapter(id),
	event       text NOT NULL,              -- the adapter's name for it
	hash        blob NOT NULL,              -- of its body
	seen_at     instant NOT NULL,
	PRIMARY KEY (adapter_id, event)
);
CREATE INDEX cti_event_by_age ON cti_event (seen_at);

-- @scoped
CREATE TABLE phone_call (
	id           @id,
	adapter_id   int REFERENCES cti_adapter(id), -- NULL: written down by an agent
	reference    text NOT NULL DEFAULT '',       -- the adapter's name for the call
	outgoing     int NOT NULL DEFAULT 0,
	number       text NOT NULL DEFAULT '',       -- E.164 of the other side, or empty
	shown        text NOT NULL DEFAULT '',       -- the same for people
	extension    text NOT NULL DEFAULT '',
	agent_id     int REFERENCES person(id),
	caller_id    int REFERENCES person(id),      -- whose number it is
	started_at   instant NOT NULL,
	answered_at  instant,
	ended_at     instant,
	casefile_id  int REFERENCES casefile(id),
	UNIQUE (adapter_id, reference)
);
CREATE INDEX phone_call_by_start ON phone_call (started_at, id);
CREATE INDEX phone_call_by_agent ON phone_call (agent_id, started_at, id);
CREATE INDEX phone_call_by_case ON phone_call (casefile_id, started_at) WHERE casefile_id IS NOT NULL;
CREATE INDEX phone_call_running ON phone_call (agent_id, started_at) WHERE ended_at IS NULL;
