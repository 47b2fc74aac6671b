-- row queue (id queue_id, name text, about text, family text, team team_id?, team_name text?, assign int, retired_at instant?)

-- query queue_one(id queue_id) maybe queue
SELECT q.id, q.name, q.about, q.family, q.team_id, t.name AS team_name, q.assign, q.retired_at
  FROM queue q LEFT JOIN team t ON t.id = q.team_id WHERE q.id = :id;

-- query queue_every(limit int) many queue
SELECT q.id, q.name, q.about, q.family, q.team_id, t.name AS team_name, q.assign, q.retired_at
  FROM queue q LEFT JOIN team t ON t.id = q.team_id
 ORDER BY CASE WHEN q.retired_at IS NULL THEN 0 ELSE 1 END, q.name, q.id LIMIT :limit;

-- query queue_update(id queue_id, name text, about text, family text, team team_id?, assign int) changes
UPDATE queue SET name = :name, about = :about, family = :family, team_id = :team, assign = :assign WHERE id = :id;

-- query queue_set_retired(id queue_id, at instant?) changes
UPDATE queue SET retired_at = :at WHERE id = :id;

-- query queue_named(name text) maybe (id queue_id)
SELECT id FROM queue WHERE name = :name;

-- query queue_others_for_any(but queue_id) one (n int)
SELECT count(*) FROM queue WHERE family = '' AND retired_at IS NULL AND id <> :but;
