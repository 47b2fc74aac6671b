-- row assign_agent (person person_id, name text, zone text, capacity int, away bool, last_assigned_at instant, open_cases int)

-- query assign_agents(limit int) many assign_agent
-- unscoped: counts of cases by owner, for the desk
SELECT a.person_id, p.name, a.zone, a.capacity, a.away, a.last_assigned_at,
       (SELECT count(*) FROM casefile c WHERE c.owner_id = a.person_id AND c.is_open = 1)
  FROM agent a JOIN person p ON p.id = a.person_id
 WHERE p.disabled_at IS NULL ORDER BY a.last_assigned_at, a.person_id LIMIT :limit;

-- query assign_team(team team_id, limit int) many assign_agent
-- unscoped: counts of cases by owner, for the desk
SELECT a.person_id, p.name, a.zone, a.capacity, a.away, a.last_assigned_at,
       (SELECT count(*) FROM casefile c WHERE c.owner_id = a.person_id AND c.is_open = 1)
  FROM team_member m JOIN agent a ON a.person_id = m.person_id JOIN person p ON p.id = a.person_id
 WHERE m.team_id = :team AND p.disabled_at IS NULL ORDER BY a.last_assigned_at, a.person_id LIMIT :limit;

-- query assign_queue(id queue_id) one (team team_id?, assign int)
SELECT team_id, assign FROM queue WHERE id = :id;

-- query assign_family(id product_id) maybe (code text, family text)
SELECT code, family FROM product WHERE id = :id;

-- query assign_took(person person_id, now instant) exec
UPDATE agent SET last_assigned_at = :now WHERE person_id = :person;

-- query agent_one(person person_id) maybe (name text, zone text, capacity int, away bool)
SELECT p.name, a.zone, a.capacity, a.away FROM agent a JOIN person p ON p.id = a.person_id WHERE a.person_id = :person;

-- query agent_skills(person person_id) many (what text)
SELECT what FROM agent_skill WHERE person_id = :person ORDER BY what LIMIT 40;

-- query agent_languages(person person_id) many (language text)
SELECT language FROM agent_language WHERE person_id = :person ORDER BY language LIMIT 40;

-- query agent_shifts(person person_id) many (weekday int, from_min int, until_min int)
SELECT weekday, from_min, until_min FROM agent_shift WHERE person_id = :person ORDER BY weekday, from_min LIMIT 100;

-- query agent_open_cases(person person_id) one (n int)
-- unscoped: a count of cases by owner, for the desk
SELECT count(*) FROM casefile WHERE owner_id = :person AND is_open = 1;

-- query agent_put(person person_id, capacity int, away bool, zone text) exec
INSERT INTO agent (person_id, capacity, away, zone) VALUES (:person, :capacity, :away, :zone)
ON CONFLICT (person_id) DO UPDATE SET capacity = excluded.capacity, away = excluded.away, zone = excluded.zone;

-- query agent_put_away(person person_id, away bool) changes
UPDATE agent SET away = :away WHERE person_id = :person;

-- query agent_put_skill(person person_id, what text) exec
INSERT INTO agent_skill (person_id, what) VALUES (:person, :what) ON CONFLICT (person_id, what) DO NOTHING;

-- query agent_put_language(person person_id, language text) exec
INSERT INTO agent_language (person_id, language) VALUES (:person, :language) ON CONFLICT (person_id, language) DO NOTHING;

-- query agent_put_shift(person person_id, weekday int, from int, until int) exec
INSERT INTO agent_shift (person_id, weekday, from_min, until_min) VALUES (:person, :weekday, :from, :until)
ON CONFLICT (person_id, weekday, from_min) DO UPDATE SET until_min = excluded.until_min;

-- query agent_drop(person person_id) exec
DELETE FROM agent WHERE person_id = :person;

-- query agent_drop_skills(person person_id) exec
DELETE FROM agent_skill WHERE person_id = :person;

-- query agent_drop_languages(person person_id) exec
DELETE FROM agent_language WHERE person_id = :person;

-- query agent_drop_shifts(person person_id) exec
DELETE FROM agent_shift WHERE person_id = :person;

-- query agent_is_product(what text) one (n int)
SELECT (SELECT count(*) FROM product WHERE code = :what) + (SELECT count(*) FROM product WHERE family = :what);
