-- What somebody did to many cases at once, for a day: to say what came of it, and to undo.
CREATE TABLE bulk (
	id          @id,
	person_id   int NOT NULL REFERENCES person(id),
	act         int NOT NULL,                    -- enum bulk_act
	created_at  instant NOT NULL,
	undone_at   instant
);
CREATE INDEX bulk_by_person ON bulk (person_id, created_at);

CREATE TABLE bulk_step (
	bulk_id      int NOT NULL REFERENCES bulk(id),
	number       text NOT NULL,                  -- as it was asked for
	casefile_id  int REFERENCES casefile(id),    -- NULL: there was none
	was          int NOT NULL DEFAULT 0,         -- before and after: an id or an enum
	became       int NOT NULL DEFAULT 0,
	tag          text NOT NULL DEFAULT '',
	refused      text NOT NULL DEFAULT '',       -- why not, in English
	PRIMARY KEY (bulk_id, number)
);
