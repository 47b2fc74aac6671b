-- row person (id person_id, email text, name text, title text, phone text, roles int, locale text, zone text, theme text, created_at instant, disabled_at instant?)

-- query person_load(id person_id) one person
SELECT id, email, name, title, phone, roles, locale, zone, theme, created_at, disabled_at
  FROM person WHERE id = :id;

-- query person_by_email(email text) maybe person
SELECT id, email, name, title, phone, roles, locale, zone, theme, created_at, disabled_at
  FROM person WHERE email = :email;

-- query person_insert(email text, name text, title text, phone text, number text, roles int, locale text, zone text, now instant) one (id person_id)
INSERT INTO person (email, name, title, phone, phone_number, roles, locale, zone, created_at)
VALUES (:email, :name, :title, :phone, :number, :roles, :locale, :zone, :now)
RETURNING id;

-- query person_set_roles(id person_id, roles int) changes
UPDATE person SET roles = :roles WHERE id = :id;

-- query person_set_disabled(id person_id, at instant?) changes
UPDATE person SET disabled_at = :at WHERE id = :id;

-- query person_list(after person_id, find text, staff int, limit int) many person
SELECT id, email, name, title, phone, roles, locale, zone, theme, created_at, disabled_at
  FROM person
 WHERE id > :after
   AND (:find = '' OR lower(name) LIKE '%' || lower(:find) || '%' OR email LIKE '%' || lower(:find) || '%')
   AND (:staff = 0 OR (roles & 4088) <> 0)
 ORDER BY id LIMIT :limit;

-- query person_count() one (count int)
SELECT count(*) FROM person;

-- A role of staff: the index person_staff has them alone.
-- row person_choice (id person_id, name text)

-- For lists to choose from, which many pages show.
-- query person_with_role(role int) many person_choice
SELECT id, name
  FROM person WHERE (roles & 4088) <> 0 AND (roles & :role) <> 0 AND disabled_at IS NULL ORDER BY name, id LIMIT 500;

-- query person_organisation(person person_id) maybe (id organisation_id)
SELECT organisation_id FROM membership WHERE person_id = :person ORDER BY created_at, organisation_id LIMIT 1;

-- query person_end_sessions(person person_id, now instant) exec
UPDATE session SET revoked_at = :now WHERE person_id = :person AND revoked_at IS NULL;

-- query person_end_tokens(person person_id, now instant) exec
UPDATE api_token SET revoked_at = :now WHERE person_id = :person AND revoked_at IS NULL;
