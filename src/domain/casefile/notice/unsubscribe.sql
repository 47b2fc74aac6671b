-- query unsubscribe_key_put(secret text) exec
INSERT INTO unsubscribe_key (id, secret) VALUES (1, :secret) ON CONFLICT (id) DO NOTHING;

-- query unsubscribe_key_get() maybe (secret text)
SELECT secret FROM unsubscribe_key WHERE id = 1;

-- query unsubscribe_names(person person_id, casefile casefile_id) maybe (number text, address text)
-- unscoped: the link was signed for this person and case
SELECT c.number, p.email AS address FROM casefile c JOIN person p ON p.id = :person WHERE c.id = :casefile;

-- query unsubscribe_put(person person_id, casefile casefile_id, choice int) exec
INSERT INTO notice_choice (person_id, casefile_id, choice) VALUES (:person, :casefile, :choice)
ON CONFLICT (person_id, casefile_id) DO UPDATE SET choice = excluded.choice;

-- query unsubscribe_forget(person person_id) exec
DELETE FROM notice_choice WHERE person_id = :person AND casefile_id <> 0;
