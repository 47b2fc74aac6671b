-- query effort_insert(casefile casefile_id, person person_id?, entry int, minutes int, what text, now instant) one (id effort_id)
INSERT INTO effort (casefile_id, person_id, entry, minutes, what, created_at)
VALUES (:casefile, :person, :entry, :minutes, :what, :now) RETURNING id;

-- query effort_drop(id effort_id, casefile casefile_id, person person_id) maybe (minutes int)
DELETE FROM effort WHERE id = :id AND casefile_id = :casefile AND COALESCE(person_id, 0) = :person RETURNING minutes;

-- row effort (id effort_id, person person_id?, name text?, entry int, minutes int, what text, created_at instant)
-- query effort_list(casefile casefile_id) many effort
SELECT e.id, e.person_id, p.name, e.entry, e.minutes, e.what, e.created_at
  FROM effort e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.casefile_id = :casefile ORDER BY e.id DESC LIMIT 200;

-- row effort_person (person person_id?, name text?, minutes int)
-- query effort_people(casefile casefile_id) many effort_person
SELECT e.person_id, p.name, CAST(SUM(e.minutes) AS bigint) AS minutes
  FROM effort e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.casefile_id = :casefile GROUP BY e.person_id, p.name
 ORDER BY 3 DESC, p.name LIMIT 1000;
