-- A search is known to its page by a number that cannot be guessed: so that a click and
-- a second try can be told, without telling whose they are.
ALTER TABLE search_log ADD COLUMN mark int NOT NULL DEFAULT 0;
ALTER TABLE search_log ADD COLUMN refined bool NOT NULL DEFAULT 0;
CREATE INDEX search_log_by_mark ON search_log (mark);

-- What remains of searches: how often each text was looked for in a week.
CREATE TABLE search_week (
	week      instant NOT NULL,             -- Monday, 00:00 UTC
	query     text NOT NULL,                -- folded; '' has the sums of the week
	shown     text NOT NULL,                -- as it was typed first
	searches  int NOT NULL DEFAULT 0,
	empty     int NOT NULL DEFAULT 0,       -- nothing was found
	clicked   int NOT NULL DEFAULT 0,       -- something was opened
	refined   int NOT NULL DEFAULT 0,       -- searched again with other words
	PRIMARY KEY (week, query)
);

CREATE INDEX search_week_by_query ON search_week (query);

-- What authors do about a text that readers look for.
CREATE TABLE search_task (
	query       text PRIMARY KEY,
	state       int NOT NULL,               -- enum search_task_state
	note        text NOT NULL DEFAULT '',
	person_id   int REFERENCES person(id),
	changed_at  instant NOT NULL
);
