-- row handover_member (person person_id, email text, locale text)
-- query handover_members() many handover_member
SELECT p.id AS person, p.email, p.locale FROM person p
 WHERE (p.roles & 256) <> 0 AND p.disabled_at IS NULL ORDER BY p.id LIMIT 200;

-- query handover_agent(person person_id) maybe (name text, email text)
SELECT name, email FROM person WHERE id = :person;
