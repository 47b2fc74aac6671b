-- row caller (person person_id, name text, email text, phone text, title text, zone text, organisation organisation_id?, organisation_name text?, open_cases int)

-- query caller_by_phone(number text) many caller
-- unscoped: for the desk alone: caller_find asks MAY_TAKE_CALLS
SELECT p.id, p.name, p.email, p.phone, p.title, p.zone, o.id AS organisation, o.name AS organisation_name,
       (SELECT count(*) FROM casefile c WHERE c.contact_id = p.id AND c.is_open = 1) AS open_cases
  FROM person p LEFT JOIN membership m ON m.person_id = p.id LEFT JOIN organisation o ON o.id = m.organisation_id
 WHERE p.phone_number = :number AND p.phone_number <> '' AND p.disabled_at IS NULL
 ORDER BY p.name, p.id LIMIT 20;

-- query caller_by_email(email text) many caller
-- unscoped: for the desk alone: caller_load asks MAY_TAKE_CALLS
SELECT p.id, p.name, p.email, p.phone, p.title, p.zone, o.id AS organisation, o.name AS organisation_name,
       (SELECT count(*) FROM casefile c WHERE c.contact_id = p.id AND c.is_open = 1) AS open_cases
  FROM person p LEFT JOIN membership m ON m.person_id = p.id LEFT JOIN organisation o ON o.id = m.organisation_id
 WHERE p.email = :email AND p.disabled_at IS NULL
 ORDER BY m.created_at, o.id LIMIT 1;

-- query caller_by_text(text text, customers int) many caller
-- unscoped: for the desk alone: caller_find asks MAY_TAKE_CALLS
SELECT p.id, p.name, p.email, p.phone, p.title, p.zone, o.id AS organisation, o.name AS organisation_name,
       (SELECT count(*) FROM casefile c WHERE c.contact_id = p.id AND c.is_open = 1) AS open_cases
  FROM person p LEFT JOIN membership m ON m.person_id = p.id LEFT JOIN organisation o ON o.id = m.organisation_id
 WHERE p.disabled_at IS NULL AND (p.roles & :customers) <> 0
   AND (lower(p.name) LIKE '%' || lower(:text) || '%' OR p.email LIKE '%' || lower(:text) || '%' OR lower(o.name) LIKE '%' || lower(:text) || '%')
 ORDER BY CASE WHEN lower(p.name) LIKE lower(:text) || '%' THEN 0 WHEN lower(p.name) LIKE '%' || lower(:text) || '%' THEN 1 ELSE 2 END, p.name, p.id LIMIT 20;

-- query caller_of_organisation(organisation organisation_id) many caller
-- unscoped: for the desk alone: caller_find asks MAY_TAKE_CALLS
SELECT p.id, p.name, p.email, p.phone, p.title, p.zone, o.id AS organisation, o.name AS organisation_name,
       (SELECT count(*) FROM casefile c WHERE c.contact_id = p.id AND c.is_open = 1) AS open_cases
  FROM membership m JOIN person p ON p.id = m.person_id JOIN organisation o ON o.id = m.organisation_id
 WHERE m.organisation_id = :organisation AND p.disabled_at IS NULL
 ORDER BY open_cases DESC, p.name, p.id LIMIT 20;

-- row caller_case (number text, summary text, priority int, status int, product_code text?, serial text, changed_at instant, contact person_id, contact_name text)
-- query caller_cases(person person_id, organisation organisation_id) many caller_case
-- unscoped: for the desk alone: caller_cases asks MAY_TAKE_CALLS
SELECT c.number, c.summary, c.priority, c.status, pr.code AS product_code, c.serial, c.changed_at, c.contact_id, p.name AS contact_name
  FROM casefile c JOIN person p ON p.id = c.contact_id LEFT JOIN product pr ON pr.id = c.product_id
 WHERE c.is_open = 1 AND (c.contact_id = :person OR c.organisation_id = :organisation)
 ORDER BY CASE WHEN c.contact_id = :person THEN 0 ELSE 1 END, c.changed_at DESC, c.id DESC LIMIT 20;

-- query contract_owner(number text) maybe (organisation organisation_id)
-- unscoped: proof of an organisation: contact_create tells nothing of it
SELECT organisation_id FROM contract WHERE number = :number;
