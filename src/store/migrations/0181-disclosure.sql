-- Reports of vulnerabilities (domain/disclosure): for the SIRT and for who reported, for
-- nobody else. They are apart from cases, so that no list, search, count, feed or export of
-- cases has them; what is left of a case that one came in by is a stub that names it.

-- @scoped
CREATE TABLE disclosure (
	id               @id,
	number           text NOT NULL UNIQUE,       -- 'SR-7QK2M9XV4T': random, so it tells no order
	reporter_id      int NOT NULL REFERENCES person(id),
	organisation_id  int REFERENCES organisation(id),
	state            int NOT NULL,               -- enum disclosure_state
	summary          text NOT NULL,
	impact           text NOT NULL,
	product          text NOT NULL,              -- as the case said
	release_text     text NOT NULL,
	serial           text NOT NULL,
	readers          int NOT NULL,               -- besides the desk, who could have read the case
	created_at       instant NOT NULL,
	changed_at       instant NOT NULL
);
CREATE INDEX disclosure_by_change ON disclosure (changed_at, id);
CREATE INDEX disclosure_by_reporter ON disclosure (reporter_id, changed_at, id);

-- @scoped
CREATE TABLE disclosure_entry (
	id             @id,
	disclosure_id  int NOT NULL REFERENCES disclosure(id),
	public         int NOT NULL,                 -- the reporter may read it
	author_id      int REFERENCES person(id),    -- NULL: the program
	created_at     instant NOT NULL,
	text           text NOT NULL,
	markup         text NOT NULL
);
CREATE INDEX disclosure_entry_by_disclosure ON disclosure_entry (disclosure_id, id);

-- @scoped
CREATE TABLE disclosure_file (
	id             @id,
	disclosure_id  int NOT NULL REFERENCES disclosure(id),
	name           text NOT NULL,
	size           int NOT NULL,
	sha256         blob NOT NULL,
	public         int NOT NULL,
	created_at     instant NOT NULL,
	author_id      int REFERENCES person(id)
);
CREATE INDEX disclosure_file_by_disclosure ON disclosure_file (disclosure_id, id);
CREATE INDEX disclosure_file_by_hash ON disclosure_file (sha256);

-- Who had to do with the case before it was handed over, so may know.
CREATE TABLE disclosure_seen (
	disclosure_id  int NOT NULL REFERENCES disclosure(id),
	person_id      int NOT NULL REFERENCES person(id),
	how            int NOT NULL,                 -- bits of enum disclosure_how
	PRIMARY KEY (disclosure_id, person_id)
);

ALTER TABLE casefile ADD COLUMN disclosure_id int REFERENCES disclosure(id);
