-- query counter_put(name text, value int) changes
INSERT INTO counter (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- query counter_add(name text, value int) exec
INSERT INTO counter (name, value) VALUES (:name, :value);

-- query counter_raise(name text) maybe (value int)
UPDATE counter SET value = value + 1 WHERE name = :name RETURNING value;

-- query counter_load(name text) maybe (value int)
-- pipeline
SELECT value FROM counter WHERE name = :name;

-- query counter_count() one (count int)
-- pipeline
SELECT count(*) FROM counter;

-- query counter_each(above int) each (name text, value int)
SELECT name, value FROM counter WHERE value > :above ORDER BY name;

-- query counter_numeric() one (sum int)
-- @sqlite
SELECT 1;
-- @postgres
SELECT CAST(1 AS numeric);

-- query site_of_nobody(organisation int) exec
INSERT INTO site (organisation_id, name, zone) VALUES (:organisation, 'Nowhere', 'UTC');

-- query values_put(name text, description blob, at instant) maybe (id int)
INSERT INTO one_time_link (secret_hash, purpose, email, created_at, expires_at)
VALUES (:description, 1, :name, :at, 0) RETURNING id;

-- query values_load(id int) maybe (email text, secret_hash blob, created_at instant, used_at instant?)
SELECT email, secret_hash, created_at, used_at FROM one_time_link WHERE id = :id;

-- query backend_stop() exec
-- @sqlite
SELECT 1;
-- @postgres
SELECT pg_terminate_backend(pg_backend_pid());
