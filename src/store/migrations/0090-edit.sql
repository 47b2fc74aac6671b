-- What somebody changed last on a case, step by step, so that it can be taken back.
CREATE TABLE casefile_undo (
	person_id    int NOT NULL REFERENCES person(id),
	casefile_id  int NOT NULL REFERENCES casefile(id),
	step         int NOT NULL,
	field        int NOT NULL,                   -- enum edit_field
	was          text NOT NULL,                  -- values as edit.h writes them
	became       text NOT NULL,
	made_at      instant NOT NULL,
	PRIMARY KEY (person_id, casefile_id, step)
);
