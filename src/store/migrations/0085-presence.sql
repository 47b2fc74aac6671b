-- Who of the desk has which case open now. A row lives until until_at and is then dropped
-- by whoever says next that they are somewhere (domain/presence).
CREATE TABLE presence (
	casefile_id  int NOT NULL REFERENCES casefile(id),
	person_id    int NOT NULL REFERENCES person(id),
	doing        int NOT NULL,                   -- enum presence_doing
	until_at     instant NOT NULL,
	PRIMARY KEY (casefile_id, person_id)
);
CREATE INDEX presence_by_end ON presence (until_at);
