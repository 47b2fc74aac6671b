-- query registration_open(email text) one (n int)
SELECT count(*) FROM registration WHERE email = :email AND decided_at IS NULL;

-- query registration_insert(email text, name text, organisation organisation_id, serial text, now instant) exec
INSERT INTO registration (email, name, organisation_id, serial, created_at)
VALUES (:email, :name, :organisation, :serial, :now);

-- row registration (id int, email text, name text, serial text, created_at instant)
-- query registration_list(organisation organisation_id) many registration
SELECT id, email, name, serial, created_at FROM registration
 WHERE organisation_id = :organisation AND decided_at IS NULL ORDER BY created_at, id LIMIT 200;

-- query registration_load(id int, organisation organisation_id) maybe registration
SELECT id, email, name, serial, created_at FROM registration
 WHERE id = :id AND organisation_id = :organisation AND decided_at IS NULL;

-- query registration_decide(id int, by person_id?, approved bool, now instant) changes
UPDATE registration SET decided_at = :now, decided_by = :by, approved = :approved
 WHERE id = :id AND decided_at IS NULL;
