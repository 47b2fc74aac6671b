-- query size_of(name text) one (bytes int)
-- @sqlite
SELECT sum(pgsize) FROM dbstat WHERE name = :name AND "name" <> '';
-- @postgres
SELECT pg_total_relation_size(:name::regclass)::bigint;

-- query announce(topic text, id int) exec
-- @sqlite
UPDATE announcement SET id = :id WHERE topic = :topic;
-- @postgres
SELECT pg_notify(:topic, :id::text);
