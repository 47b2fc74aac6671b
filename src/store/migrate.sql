-- query schema_exists() one (count int)
-- @sqlite
SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version';
-- @postgres
SELECT count(*) FROM pg_tables
 WHERE tablename = 'schema_version' AND schemaname = current_schema();

-- query schema_list() many (number int, name text, checksum blob)
-- bounded: a row for each migration of the program
SELECT number, name, checksum FROM schema_version ORDER BY number;

-- query schema_add(number int, name text, checksum blob, at instant) exec
INSERT INTO schema_version (number, name, checksum, applied_at)
VALUES (:number, :name, :checksum, :at);
