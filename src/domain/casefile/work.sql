-- row watcher (person person_id, name text, email text, staff bool)
-- Without LIMIT: for a sort with one SQLite sets up a table, even when there are no rows.
-- query casefile_watchers(casefile casefile_id) many watcher
-- bounded: WATCHERS_MAX of each case that was merged into it
SELECT p.id AS person, p.name, p.email, CASE WHEN (p.roles & 4088) <> 0 THEN 1 ELSE 0 END AS staff
  FROM casefile_watcher w JOIN person p ON p.id = w.person_id
 WHERE w.casefile_id = :casefile ORDER BY p.name, p.id;

-- query casefile_watch(casefile casefile_id, person person_id) changes
INSERT INTO casefile_watcher (casefile_id, person_id) VALUES (:casefile, :person) ON CONFLICT (casefile_id, person_id) DO NOTHING;

-- query casefile_unwatch(casefile casefile_id, person person_id) changes
DELETE FROM casefile_watcher WHERE casefile_id = :casefile AND person_id = :person;

-- row bond (kind int, target text, target_id int, title text?)
-- query bond_list(casefile casefile_id) many bond
-- unscoped: for the desk, which sees every case
SELECT l.kind, l.target, l.target_id,
       CASE WHEN l.kind = 2 THEN (SELECT a.title FROM article a WHERE a.id = l.target_id)
            WHEN l.kind = 3 THEN (SELECT d.title FROM defect d WHERE d.id = l.target_id)
            ELSE (SELECT c.summary FROM casefile c WHERE c.id = l.target_id) END AS title
  FROM casefile_link l WHERE l.casefile_id = :casefile ORDER BY l.kind, l.target LIMIT 200;

-- query bond_put(casefile casefile_id, kind int, target text, target_id int, now instant, by person_id?) changes
INSERT INTO casefile_link (casefile_id, kind, target, target_id, created_at, created_by)
VALUES (:casefile, :kind, :target, :target_id, :now, :by) ON CONFLICT (casefile_id, kind, target) DO NOTHING;

-- query bond_defect(number text) maybe (id int)
SELECT id FROM defect WHERE number = :number;

-- query bond_drop(casefile casefile_id, kind int, target text) maybe (target_id int)
DELETE FROM casefile_link WHERE casefile_id = :casefile AND kind = :kind AND target = :target RETURNING target_id;

-- query bond_drop_other(casefile casefile_id, kind int, target text) changes
DELETE FROM casefile_link WHERE casefile_id = :casefile AND kind = :kind AND target = :target;

-- query redact_look(entry entry_id) maybe (kind int, text text)
-- unscoped: the case was loaded for its actor
SELECT kind, text FROM entry WHERE id = :entry;

-- query draft_put(person person_id, casefile casefile_id, kind int, text text, now instant) exec
INSERT INTO draft (person_id, casefile_id, kind, text, changed_at) VALUES (:person, :casefile, :kind, :text, :now)
ON CONFLICT (person_id, casefile_id) DO UPDATE SET kind = excluded.kind, text = excluded.text, changed_at = excluded.changed_at;

-- query draft_drop(person person_id, casefile casefile_id) exec
DELETE FROM draft WHERE person_id = :person AND casefile_id = :casefile;

-- query draft_load(person person_id, casefile casefile_id) maybe (kind int, text text)
SELECT kind, text FROM draft WHERE person_id = :person AND casefile_id = :casefile;

-- query silence_due(before instant, unreminded bool, since instant, after casefile_id) many (id casefile_id, since instant)
-- unscoped: for the program, which closes what is silent
SELECT c.id, c.status_since FROM casefile c LEFT JOIN casefile_reminder r ON r.casefile_id = c.id
 WHERE c.status = 4 AND c.status_since <= :before
   AND (c.status_since > :since OR (c.status_since = :since AND c.id > :after))
   AND (:unreminded = 0 OR COALESCE(r.since, 0) < c.status_since)
 ORDER BY c.status_since, c.id LIMIT 50;

-- query silence_reminded(casefile casefile_id, since instant) exec
INSERT INTO casefile_reminder (casefile_id, since) VALUES (:casefile, :since)
ON CONFLICT (casefile_id) DO UPDATE SET since = excluded.since;
