-- Ways in for devices: who has the secret sends files to one case, and reads nothing
-- (domain/casefile/intake).
CREATE TABLE casefile_intake (
	id           @id,
	casefile_id  int NOT NULL REFERENCES casefile(id),
	secret_hash  blob NOT NULL UNIQUE,
	name         text NOT NULL,               -- which device
	created_at   instant NOT NULL,
	created_by   int NOT NULL REFERENCES person(id),
	expires_at   instant NOT NULL,
	ended_at     instant,
	used_at      instant,
	files        int NOT NULL DEFAULT 0,
	bytes        int NOT NULL DEFAULT 0
);
CREATE INDEX casefile_intake_by_casefile ON casefile_intake (casefile_id, id);
