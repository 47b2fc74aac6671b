-- Answers that are written often, and changes that go with them.
CREATE TABLE macro (
	id            @id,
	name          text NOT NULL,
	shared        int NOT NULL,                  -- enum macro_shared
	person_id     int REFERENCES person(id),     -- whose it is: personal ones
	team_id       int REFERENCES team(id),       -- those of a team
	kind          int NOT NULL,                  -- enum entry_kind of its text
	text          text NOT NULL DEFAULT '',
	status        text NOT NULL DEFAULT '',      -- changes: empty or 0 leaves the field alone
	owner         text NOT NULL DEFAULT '',      -- 'me' or 'nobody'
	queue_id      int REFERENCES queue(id),
	priority      int NOT NULL DEFAULT 0,
	tags          text NOT NULL DEFAULT '',      -- with a blank between
	next_action   text NOT NULL DEFAULT '',
	hours         int NOT NULL DEFAULT 0,        -- until the next action
	changed_at    instant NOT NULL
);
CREATE INDEX macro_by_person ON macro (person_id, name);
CREATE INDEX macro_by_team ON macro (team_id, name);
