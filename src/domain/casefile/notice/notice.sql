-- row notice_person (person person_id, name text, email text, locale text, zone text, contact bool, choice int, cadence int)
-- query notice_people(casefile casefile_id) many notice_person
-- unscoped: for mails to those who may read the case
SELECT p.id AS person, p.name, p.email, p.locale, p.zone, CASE WHEN p.id = c.contact_id THEN 1 ELSE 0 END AS contact,
       COALESCE(own.choice, al.choice, 1) AS choice, COALESCE(often.cadence, 1) AS cadence
  FROM casefile c JOIN person p ON p.id IN (
         SELECT c.contact_id UNION SELECT COALESCE(c.owner_id, 0)
         UNION SELECT w.person_id FROM casefile_watcher w WHERE w.casefile_id = :casefile)
  LEFT JOIN notice_choice own ON own.person_id = p.id AND own.casefile_id = c.id
  LEFT JOIN notice_choice al ON al.person_id = p.id AND al.casefile_id = 0
  LEFT JOIN notice_cadence often ON often.person_id = p.id
 WHERE c.id = :casefile AND p.disabled_at IS NULL
   AND ((p.roles & 4088) <> 0 OR EXISTS (SELECT 1 FROM casefile_reader r WHERE r.casefile_id = c.id AND r.person_id = p.id))
 ORDER BY p.id LIMIT 60;

-- query notice_one(person person_id) maybe notice_person
SELECT p.id AS person, p.name, p.email, p.locale, p.zone, 0 AS contact, COALESCE(al.choice, 1) AS choice, 1 AS cadence
  FROM person p LEFT JOIN notice_choice al ON al.person_id = p.id AND al.casefile_id = 0
 WHERE p.id = :person AND p.disabled_at IS NULL;

-- query notice_named(handle text) many (person person_id)
SELECT p.id FROM person p
 WHERE (p.roles & 4088) <> 0 AND p.disabled_at IS NULL AND substr(p.email, 1, length(:handle) + 1) = :handle || '@'
 ORDER BY p.name, p.id LIMIT 3;

-- query notice_entry(entry entry_id) maybe (text text, markup text, author_name text?)
-- unscoped: an entry that the caller has just written
SELECT e.text, e.markup, a.name AS author_name FROM entry e LEFT JOIN person a ON a.id = e.author_id WHERE e.id = :entry;

-- query notice_version(casefile casefile_id) one (version int)
-- unscoped: for a name that no other mail has
SELECT version FROM casefile WHERE id = :casefile;

-- query notice_choice_put(person person_id, casefile casefile_id, choice int) exec
INSERT INTO notice_choice (person_id, casefile_id, choice) VALUES (:person, :casefile, :choice)
ON CONFLICT (person_id, casefile_id) DO UPDATE SET choice = excluded.choice;

-- query notice_choice_load(person person_id, casefile casefile_id) maybe (choice int)
SELECT choice FROM notice_choice WHERE person_id = :person AND casefile_id = :casefile;

-- query notice_cadence_put(person person_id, cadence int) exec
INSERT INTO notice_cadence (person_id, cadence) VALUES (:person, :cadence)
ON CONFLICT (person_id) DO UPDATE SET cadence = excluded.cadence;

-- query notice_cadence_load(person person_id) maybe (cadence int)
SELECT cadence FROM notice_cadence WHERE person_id = :person;
