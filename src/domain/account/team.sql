-- row team (id team_id, name text)

-- query team_all(limit int) many team
SELECT id, name FROM team ORDER BY name LIMIT :limit;

-- query team_one(id team_id) maybe team
SELECT id, name FROM team WHERE id = :id;

-- query team_by_name(name text) maybe team
SELECT id, name FROM team WHERE name = :name;

-- query team_insert(name text) one (id team_id)
INSERT INTO team (name) VALUES (:name) RETURNING id;

-- query team_set_name(id team_id, name text) changes
UPDATE team SET name = :name WHERE id = :id;

-- query team_put_member(team team_id, person person_id) exec
INSERT INTO team_member (team_id, person_id) VALUES (:team, :person) ON CONFLICT (team_id, person_id) DO NOTHING;

-- query team_drop_member(team team_id, person person_id) changes
DELETE FROM team_member WHERE team_id = :team AND person_id = :person;

-- query team_members(team team_id, limit int) many (person person_id, name text)
SELECT p.id, p.name FROM team_member m JOIN person p ON p.id = m.person_id WHERE m.team_id = :team ORDER BY p.name, p.id LIMIT :limit;
