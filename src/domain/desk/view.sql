-- row desk_stored (id desk_view_id, owner person_id, owner_name text, name text, filter text, sort int, columns int, sharing int, team team_id?, team_name text?)

-- query desk_stored_one(id desk_view_id) maybe desk_stored
SELECT v.id, v.owner_id, p.name AS owner_name, v.name, v.filter, v.sort, v.columns, v.sharing, v.team_id, t.name AS team_name
  FROM desk_view v JOIN person p ON p.id = v.owner_id LEFT JOIN team t ON t.id = v.team_id
 WHERE v.id = :id
   AND (v.owner_id = :viewer OR v.sharing = 2
        OR (v.sharing = 1 AND EXISTS (SELECT 1 FROM team_member m WHERE m.team_id = v.team_id AND m.person_id = :viewer)));

-- query desk_stored_own(limit int) many desk_stored
SELECT v.id, v.owner_id, p.name AS owner_name, v.name, v.filter, v.sort, v.columns, v.sharing, v.team_id, t.name AS team_name
  FROM desk_view v JOIN person p ON p.id = v.owner_id LEFT JOIN team t ON t.id = v.team_id
 WHERE v.owner_id = :viewer ORDER BY v.name, v.id LIMIT :limit;

-- query desk_stored_shared(limit int) many desk_stored
SELECT v.id, v.owner_id, p.name AS owner_name, v.name, v.filter, v.sort, v.columns, v.sharing, v.team_id, t.name AS team_name
  FROM desk_view v JOIN person p ON p.id = v.owner_id LEFT JOIN team t ON t.id = v.team_id
 WHERE v.sharing = 2 AND v.owner_id <> :viewer ORDER BY v.name, v.id LIMIT :limit;

-- query desk_stored_team(limit int) many desk_stored
SELECT v.id, v.owner_id, p.name AS owner_name, v.name, v.filter, v.sort, v.columns, v.sharing, v.team_id, t.name AS team_name
  FROM team_member m JOIN desk_view v ON v.sharing = 1 AND v.team_id = m.team_id
  JOIN person p ON p.id = v.owner_id LEFT JOIN team t ON t.id = v.team_id
 WHERE m.person_id = :viewer AND v.owner_id <> :viewer ORDER BY v.name, v.id LIMIT :limit;

-- query desk_stored_insert(owner person_id, name text, filter text, sort int, columns int, sharing int, team team_id?, now instant) one (id desk_view_id)
INSERT INTO desk_view (owner_id, name, filter, sort, columns, sharing, team_id, created_at, changed_at)
VALUES (:owner, :name, :filter, :sort, :columns, :sharing, :team, :now, :now) RETURNING id;

-- query desk_stored_update(id desk_view_id, name text, filter text, sort int, columns int, sharing int, team team_id?, now instant) changes
UPDATE desk_view SET name = :name, filter = :filter, sort = :sort, columns = :columns, sharing = :sharing, team_id = :team, changed_at = :now
 WHERE id = :id;

-- query desk_stored_drop(id desk_view_id) changes
DELETE FROM desk_view WHERE id = :id;

-- query desk_stored_count(owner person_id) one (n int)
SELECT count(*) FROM desk_view WHERE owner_id = :owner;

-- query desk_rail_list(person person_id) many (key text, position int, hidden bool)
SELECT view_key, position, hidden FROM desk_rail WHERE person_id = :person ORDER BY view_key LIMIT 500;

-- query desk_rail_put(person person_id, key text, position int, hidden bool) exec
INSERT INTO desk_rail (person_id, view_key, position, hidden) VALUES (:person, :key, :position, :hidden)
ON CONFLICT (person_id, view_key) DO UPDATE SET position = excluded.position, hidden = excluded.hidden;

-- query desk_team_of(person person_id, limit int) many (id team_id, name text)
SELECT t.id, t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.person_id = :person ORDER BY t.name LIMIT :limit;

-- query desk_choice_put(person person_id, keys_off bool) exec
INSERT INTO desk_choice (person_id, keys_off) VALUES (:person, :keys_off)
ON CONFLICT (person_id) DO UPDATE SET keys_off = excluded.keys_off;

-- query desk_choice_one(person person_id) maybe (keys_off bool)
SELECT keys_off FROM desk_choice WHERE person_id = :person;
