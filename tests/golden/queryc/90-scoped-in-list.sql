-- query a() one (id person_id)
SELECT p.id FROM person p, main . CaseFile c WHERE c.contact_id = p.id LIMIT 1;
