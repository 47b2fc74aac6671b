-- What the migrator remembers: which files made this database.
CREATE TABLE schema_version (
	number      int PRIMARY KEY,
	name        text NOT NULL,
	checksum    blob NOT NULL,          -- SHA-256 of the file
	applied_at  instant NOT NULL
);
