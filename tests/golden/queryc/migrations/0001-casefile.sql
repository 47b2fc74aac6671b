-- What the goldens take for the migrations of the program.
CREATE TABLE person (
	id    @id,
	name  text NOT NULL
);

-- @scoped
CREATE TABLE casefile (
	id              @id,
	contact_id      int NOT NULL REFERENCES person(id),
	summary         text NOT NULL DEFAULT 'it''s; -- open',
	size            int NOT NULL CHECK (size >= 0)
);
CREATE INDEX casefile_by_contact ON casefile (contact_id);

-- @scoped
CREATE TABLE IF NOT EXISTS note (
	id           @id,
	casefile_id  int NOT NULL
);
