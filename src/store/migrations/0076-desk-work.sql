-- Words that the desk puts on cases, and the minutes that it worked on them.
CREATE TABLE casefile_tag (
	casefile_id  int NOT NULL REFERENCES casefile(id),
	tag          text NOT NULL,                  -- normalised: domain/casefile/tag/tag.h
	created_at   instant NOT NULL,
	created_by   int REFERENCES person(id),
	PRIMARY KEY (casefile_id, tag)
);
CREATE INDEX casefile_tag_by_tag ON casefile_tag (tag, casefile_id);

CREATE TABLE effort (
	id           @id,
	casefile_id  int NOT NULL REFERENCES casefile(id),
	person_id    int REFERENCES person(id),      -- NULL: the program
	entry        int NOT NULL DEFAULT 0,         -- number of the entry that it was for; 0 none
	minutes      int NOT NULL,
	what         text NOT NULL DEFAULT '',
	created_at   instant NOT NULL
);
CREATE INDEX effort_by_casefile ON effort (casefile_id, id);
CREATE INDEX effort_by_person ON effort (person_id, created_at);
