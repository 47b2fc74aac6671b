-- row one_time_link (id int, purpose int, person person_id?, email text, organisation organisation_id?, role int, created_at instant, expires_at instant, used_at instant?)

-- query one_time_link_by_secret(hash blob) maybe one_time_link
SELECT id, purpose, person_id, email, organisation_id, role, created_at, expires_at, used_at
  FROM one_time_link WHERE secret_hash = :hash;

-- query one_time_link_insert(hash blob, purpose int, person person_id?, email text, organisation organisation_id?, role int, now instant, expires instant) exec
INSERT INTO one_time_link (secret_hash, purpose, person_id, email, organisation_id, role, created_at, expires_at)
VALUES (:hash, :purpose, :person, :email, :organisation, :role, :now, :expires);

-- query one_time_link_use(id int, now instant) changes
UPDATE one_time_link SET used_at = :now WHERE id = :id AND used_at IS NULL;

-- query one_time_link_end(person person_id, purpose int, now instant) exec
UPDATE one_time_link SET used_at = :now WHERE person_id = :person AND purpose = :purpose AND used_at IS NULL;
