-- Who takes new cases, by what they know, speak and when they work (domain/casefile/assign).
ALTER TABLE queue ADD COLUMN assign int NOT NULL DEFAULT 0;      -- enum assign_mode
ALTER TABLE queue ADD COLUMN retired_at instant;                 -- takes no new cases since
ALTER TABLE queue ADD COLUMN about text NOT NULL DEFAULT '';

-- Who takes part in the round robin.
CREATE TABLE agent (
	person_id         int PRIMARY KEY REFERENCES person(id),
	capacity          int NOT NULL DEFAULT 10,   -- open cases that one has at most
	away              int NOT NULL DEFAULT 0,
	zone              text NOT NULL DEFAULT 'UTC', -- of the shifts
	last_assigned_at  instant NOT NULL DEFAULT 0
);

CREATE TABLE agent_skill (
	person_id  int NOT NULL REFERENCES person(id),
	what       text NOT NULL,                    -- a product's code or family
	PRIMARY KEY (person_id, what)
);
CREATE INDEX agent_skill_by_what ON agent_skill (what, person_id);

CREATE TABLE agent_language (
	person_id  int NOT NULL REFERENCES person(id),
	language   text NOT NULL,                    -- 'de'
	PRIMARY KEY (person_id, language)
);
CREATE INDEX agent_language_by_language ON agent_language (language, person_id);

-- Minutes of a week's days, Monday 0; a shift over midnight is two rows. None: at any time.
CREATE TABLE agent_shift (
	person_id  int NOT NULL REFERENCES person(id),
	weekday    int NOT NULL,
	from_min   int NOT NULL,
	until_min  int NOT NULL,
	PRIMARY KEY (person_id, weekday, from_min)
);
