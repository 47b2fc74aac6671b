-- What is to be sent: written in the transaction of its cause, sent after it
-- (domain/notify). The text is fixed when it is written.

-- @scoped
CREATE TABLE outgoing (
	id            @id,
	channel       int NOT NULL,                 -- enum outgoing_channel
	purpose       text NOT NULL,                -- 'escalation', 'account', 'case'
	recipient     text NOT NULL,                -- an address, or a URL
	person_id     int REFERENCES person(id),
	casefile_id   int REFERENCES casefile(id),
	rung_id       int REFERENCES escalation_rung(id),
	message_id    text NOT NULL,                -- the same on every try
	subject       text NOT NULL,
	text          text NOT NULL,
	html          text NOT NULL DEFAULT '',
	headers       text NOT NULL DEFAULT '',     -- further ones, a line each
	state         int NOT NULL,                 -- enum outgoing_state
	attempts      int NOT NULL DEFAULT 0,
	created_at    instant NOT NULL,
	next_at       instant,                      -- when it is tried; NULL: never again
	sent_at       instant,
	last_error    text NOT NULL DEFAULT '',
	UNIQUE (message_id, recipient)
);
CREATE INDEX outgoing_by_next ON outgoing (next_at, id);
CREATE INDEX outgoing_by_rung ON outgoing (rung_id);
CREATE INDEX outgoing_by_casefile ON outgoing (casefile_id, id);
