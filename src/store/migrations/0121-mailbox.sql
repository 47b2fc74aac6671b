-- Mailboxes elsewhere that are looked into by IMAP.
CREATE TABLE mailbox (
	id             @id,
	url            text NOT NULL,                -- imaps://host:port
	folder         text NOT NULL,
	user_name      text NOT NULL,
	secret         text NOT NULL,                -- password or token; never shown
	bearer         int NOT NULL,                 -- an OAuth 2 token
	address        text NOT NULL,                -- that its mail was sent to
	afterwards     int NOT NULL,                 -- enum mailbox_afterwards
	move_to        text NOT NULL DEFAULT '',
	period         int NOT NULL,                 -- seconds
	uid_validity   int NOT NULL DEFAULT 0,
	last_uid       int NOT NULL DEFAULT 0,       -- all up to it are stored
	next_at        instant NOT NULL,
	failures       int NOT NULL DEFAULT 0,       -- in a row
	last_error     text NOT NULL DEFAULT '',
	created_at     instant NOT NULL,
	UNIQUE (url, user_name, folder)
);
