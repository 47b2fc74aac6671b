-- row macro (id macro_id, name text, shared int, person person_id?, team team_id?, team_name text?, kind int, text text, status text, owner text, queue queue_id?, queue_name text?, priority int, tags text, next_action text, hours int, changed_at instant)
-- query macro_mine(person person_id) many macro
SELECT m.id, m.name, m.shared, m.person_id, m.team_id, t.name AS team_name, m.kind, m.text, m.status, m.owner, m.queue_id, q.name AS queue_name, m.priority, m.tags, m.next_action, m.hours, m.changed_at
  FROM macro m LEFT JOIN team t ON t.id = m.team_id LEFT JOIN queue q ON q.id = m.queue_id
 WHERE m.shared = 3 OR (m.shared = 1 AND m.person_id = :person)
    OR (m.shared = 2 AND m.team_id IN (SELECT x.team_id FROM team_member x WHERE x.person_id = :person))
 ORDER BY m.name, m.id LIMIT 200;

-- query macro_by_id(id macro_id, person person_id) maybe macro
SELECT m.id, m.name, m.shared, m.person_id, m.team_id, t.name AS team_name, m.kind, m.text, m.status, m.owner, m.queue_id, q.name AS queue_name, m.priority, m.tags, m.next_action, m.hours, m.changed_at
  FROM macro m LEFT JOIN team t ON t.id = m.team_id LEFT JOIN queue q ON q.id = m.queue_id
 WHERE m.id = :id AND (m.shared = 3 OR (m.shared = 1 AND m.person_id = :person)
    OR (m.shared = 2 AND m.team_id IN (SELECT x.team_id FROM team_member x WHERE x.person_id = :person)));

-- query macro_insert(name text, shared int, person person_id?, team team_id?, kind int, text text, status text, owner text, queue queue_id?, priority int, tags text, next_action text, hours int, now instant) one (id macro_id)
-- named
INSERT INTO macro (name, shared, person_id, team_id, kind, text, status, owner, queue_id, priority, tags, next_action, hours, changed_at)
VALUES (:name, :shared, :person, :team, :kind, :text, :status, :owner, :queue, :priority, :tags, :next_action, :hours, :now) RETURNING id;

-- query macro_update(id macro_id, name text, shared int, person person_id?, team team_id?, kind int, text text, status text, owner text, queue queue_id?, priority int, tags text, next_action text, hours int, now instant) changes
-- named
UPDATE macro SET name = :name, shared = :shared, person_id = :person, team_id = :team, kind = :kind, text = :text, status = :status,
       owner = :owner, queue_id = :queue, priority = :priority, tags = :tags, next_action = :next_action, hours = :hours, changed_at = :now
 WHERE id = :id;

-- query macro_drop(id macro_id) changes
DELETE FROM macro WHERE id = :id;

-- row team_of (id team_id, name text)
-- query team_mine(person person_id) many team_of
SELECT t.id, t.name FROM team t JOIN team_member m ON m.team_id = t.id WHERE m.person_id = :person ORDER BY t.name LIMIT 100;
