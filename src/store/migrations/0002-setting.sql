-- What an administrator has changed; a setting without a row has its default.
CREATE TABLE setting (
	name        text PRIMARY KEY,
	value       text NOT NULL,
	changed_at  instant NOT NULL,
	changed_by  int NOT NULL                -- person; 0 the program or the command line
);
