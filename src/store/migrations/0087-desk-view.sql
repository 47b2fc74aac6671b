-- Lists of the desk that people keep under a name (domain/desk/view.h).
CREATE TABLE desk_view (
	id          @id,
	owner_id    int NOT NULL REFERENCES person(id),
	name        text NOT NULL,
	filter      text NOT NULL,
	sort        int NOT NULL,                    -- enum desk_sort
	columns     int NOT NULL,                    -- bits of enum desk_column
	sharing     int NOT NULL,                    -- enum desk_sharing
	team_id     int REFERENCES team(id),         -- DESK_SHARED_TEAM
	created_at  instant NOT NULL,
	changed_at  instant NOT NULL
);
CREATE INDEX desk_view_by_owner ON desk_view (owner_id, name);
CREATE INDEX desk_view_by_sharing ON desk_view (sharing, team_id, name);

-- In which order a person has views, and which not at all; others stand after them.
CREATE TABLE desk_rail (
	person_id  int NOT NULL REFERENCES person(id),
	view_key   text NOT NULL,                    -- a word of the program's views, or an id
	position   int NOT NULL,
	hidden     int NOT NULL DEFAULT 0,
	PRIMARY KEY (person_id, view_key)
);

-- What a person of the desk has chosen for every page of it.
CREATE TABLE desk_choice (
	person_id  int PRIMARY KEY REFERENCES person(id),
	keys_off   int NOT NULL DEFAULT 0            -- no shortcuts of single keys
);
