-- Resolved cases whose people were told that they close soon (domain/casefile/silence.h).
CREATE TABLE casefile_reminder (
	casefile_id  int PRIMARY KEY REFERENCES casefile(id),
	since        instant NOT NULL                -- when it was resolved
);
CREATE INDEX casefile_resolved ON casefile (status_since, id) WHERE status = 4;
