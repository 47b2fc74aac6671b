-- The one search: what the index must be told, what it is told of by files of
-- documents, which words mean the same, and what people looked for.

-- Each change of something that can be found, in the transaction of the change. Every
-- node follows it with an index of its own. Read in the order (stamp, id): on
-- PostgreSQL the stamp is the transaction, so that a row of a transaction that commits
-- late is not passed over; on SQLite it is 0.
CREATE TABLE index_outbox (
	id          @id,
	stamp       int NOT NULL,
	kind        int NOT NULL,                 -- enum search_kind
	row_id      int NOT NULL,
	created_at  instant NOT NULL
);
CREATE INDEX index_outbox_by_stamp ON index_outbox (stamp, id);
CREATE INDEX index_outbox_by_age ON index_outbox (created_at);

-- The last row that was pruned: an index that has not seen it must be built anew.
CREATE TABLE index_outbox_pruned (
	one    int PRIMARY KEY,                   -- always 1
	stamp  int NOT NULL,
	id     int NOT NULL
);

-- Looked for together: a search for the word finds the others too.
CREATE TABLE search_synonym (
	word        text PRIMARY KEY,             -- folded
	same        text NOT NULL,                -- folded words, separated by blanks
	changed_at  instant NOT NULL
);

-- What people look for, without who they are: the to-do list of authors.
CREATE TABLE search_log (
	id             @id,
	at             instant NOT NULL,
	reader         int NOT NULL,              -- enum search_log_reader
	query          text NOT NULL,
	filters        text NOT NULL DEFAULT '',  -- 'kind=article&product=NB-S4300'
	found          int NOT NULL,
	corrected      text NOT NULL DEFAULT '',
	page           int NOT NULL DEFAULT 1,
	click_kind     int NOT NULL DEFAULT 0,    -- enum search_kind; 0: none yet
	click_id       int NOT NULL DEFAULT 0,
	click_position int NOT NULL DEFAULT 0,    -- 1 is the first
	click_at       instant
);
CREATE INDEX search_log_by_time ON search_log (at);

-- Documents of a JSON Lines collection (mainstay import jsonl).
CREATE TABLE document (
	id          @id,
	name        text NOT NULL UNIQUE,         -- the id that the file gives
	kind        int NOT NULL,                 -- enum search_kind: listed as
	title       text NOT NULL,
	body        text NOT NULL,
	audience    int NOT NULL,                 -- one bit of enum audience
	product     text NOT NULL DEFAULT '',     -- names, apart by line breaks
	release     text NOT NULL DEFAULT '',     -- likewise
	language    text NOT NULL DEFAULT 'en',
	solved      bool NOT NULL DEFAULT 0,
	dated_at    instant,
	changed_at  instant NOT NULL
);
