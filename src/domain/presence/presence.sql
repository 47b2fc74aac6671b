-- row presence (casefile casefile_id, person person_id, name text, doing int)

-- query presence_find(casefile casefile_id, person person_id) maybe (doing int, until instant)
SELECT doing, until_at FROM presence WHERE casefile_id = :casefile AND person_id = :person;

-- query presence_put(casefile casefile_id, person person_id, doing int, until instant) exec
INSERT INTO presence (casefile_id, person_id, doing, until_at) VALUES (:casefile, :person, :doing, :until)
ON CONFLICT (casefile_id, person_id) DO UPDATE SET doing = excluded.doing, until_at = excluded.until_at;

-- query presence_drop(casefile casefile_id, person person_id) changes
DELETE FROM presence WHERE casefile_id = :casefile AND person_id = :person;

-- query presence_drop_old(before instant) changes
DELETE FROM presence WHERE until_at < :before;

-- query presence_on(casefile casefile_id, but person_id, now instant) many presence
-- bounded: people of the desk who have the page open in this minute
SELECT r.casefile_id, r.person_id, p.name, r.doing FROM presence r JOIN person p ON p.id = r.person_id
 WHERE r.casefile_id = :casefile AND r.person_id <> :but AND r.until_at > :now
 ORDER BY r.doing DESC, p.name, p.id;

-- query presence_between(first casefile_id, last casefile_id, now instant) many presence
-- bounded: people of the desk who have a page open in this minute
SELECT r.casefile_id, r.person_id, p.name, r.doing FROM presence r JOIN person p ON p.id = r.person_id
 WHERE r.casefile_id >= :first AND r.casefile_id <= :last AND r.until_at > :now
 ORDER BY r.casefile_id, r.doing DESC, p.name, p.id;
