-- Mail that came in. The row is there before the sender is told that we have the message;
-- what it does to a case is done once, in the transaction that ends its waiting.

CREATE TABLE support_address (
	id           @id,
	address      text NOT NULL UNIQUE,           -- lower case
	queue_id     int REFERENCES queue(id),       -- takes new cases; NULL: as the product says
	product_id   int REFERENCES product(id),
	language     text NOT NULL DEFAULT '',       -- of new cases; '' as the sender's
	plus         int NOT NULL DEFAULT 1,         -- the server also delivers name+anything@
	created_at   instant NOT NULL
);

-- @scoped
CREATE TABLE mail_in (
	id             @id,
	source         text NOT NULL,                -- 'smtp', 'lmtp', 'pipe', 'imap'
	source_key     text NOT NULL UNIQUE,         -- one delivery, one row
	sha256         blob NOT NULL,                -- the message as it came, in files
	size           int NOT NULL,
	envelope_from  text NOT NULL,
	envelope_to    text NOT NULL,                -- one a line
	received_at    instant NOT NULL,
	state          int NOT NULL,                 -- enum mailin_state
	reason         text NOT NULL DEFAULT '',
	tries          int NOT NULL DEFAULT 0,       -- that the reading broke
	next_at        instant,                      -- when it is read; NULL: done with
	digest         blob,                         -- of what it says
	message_id     text NOT NULL DEFAULT '',
	from_name      text NOT NULL DEFAULT '',
	from_address   text NOT NULL DEFAULT '',
	to_text        text NOT NULL DEFAULT '',
	subject        text NOT NULL DEFAULT '',
	text           text NOT NULL DEFAULT '',     -- all of it, with what it quotes
	reply          text NOT NULL DEFAULT '',     -- what the sender wrote
	person_id      int REFERENCES person(id),    -- the sender, with an account
	casefile_id    int REFERENCES casefile(id),  -- that it belongs to, or is held for
	entry_id       int REFERENCES entry(id),
	decided_by     int REFERENCES person(id),
	decided_at     instant
);
CREATE INDEX mail_in_due ON mail_in (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX mail_in_by_state ON mail_in (state, id);
CREATE INDEX mail_in_by_casefile ON mail_in (casefile_id, state, id);
CREATE INDEX mail_in_by_entry ON mail_in (entry_id);
CREATE INDEX mail_in_by_digest ON mail_in (digest);
CREATE INDEX mail_in_by_message ON mail_in (message_id);

-- Files of a message that waits for a decision, or that became an entry.
CREATE TABLE mail_in_part (
	mail_in_id   int NOT NULL REFERENCES mail_in(id),
	number       int NOT NULL,
	name         text NOT NULL,
	size         int NOT NULL,
	sha256       blob NOT NULL,
	PRIMARY KEY (mail_in_id, number)
);

-- What is known of an address from what it sent, and from what came back.
CREATE TABLE mail_peer (
	address      text PRIMARY KEY,               -- lower case
	robot_at     instant,                        -- a program writes from there
	bounced_at   instant,                        -- mail to it came back for good
	bounce_why   text NOT NULL DEFAULT ''
);

-- Signs the tokens in mails, by which replies and bounces are known again.
CREATE TABLE mail_key (
	id           int PRIMARY KEY,
	secret       blob NOT NULL
);
CREATE INDEX outgoing_by_recipient ON outgoing (recipient, created_at);
