-- query a() one (id person_id)
SELECT p.id FROM (person p LEFT JOIN casefile c ON c.contact_id = p.id) LIMIT 1;
