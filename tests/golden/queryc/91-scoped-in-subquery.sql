-- query a() one (id person_id)
SELECT id FROM person WHERE id IN (SELECT contact_id FROM (SELECT contact_id FROM casefile) c) LIMIT 1;
