-- row organisation (id organisation_id, name text, mail_domain text, sharing int, zone text, country text, created_at instant)

-- query organisation_load(id organisation_id) one organisation
SELECT id, name, mail_domain, sharing, zone, country, created_at FROM organisation WHERE id = :id;

-- query organisation_by_name(name text) maybe organisation
SELECT id, name, mail_domain, sharing, zone, country, created_at FROM organisation WHERE name = :name;

-- query organisation_insert(name text, mail_domain text, sharing int, zone text, country text, now instant) one (id organisation_id)
INSERT INTO organisation (name, mail_domain, sharing, zone, country, created_at)
VALUES (:name, :mail_domain, :sharing, :zone, :country, :now) RETURNING id;

-- query organisation_list(after organisation_id, find text, limit int) many organisation
SELECT id, name, mail_domain, sharing, zone, country, created_at
  FROM organisation
 WHERE id > :after AND (:find = '' OR lower(name) LIKE '%' || lower(:find) || '%')
 ORDER BY id LIMIT :limit;

-- query organisation_set_sharing(id organisation_id, sharing int) changes
UPDATE organisation SET sharing = :sharing WHERE id = :id;

-- query membership_put(person person_id, organisation organisation_id, role int, sees int, now instant) exec
INSERT INTO membership (person_id, organisation_id, role, sees_all, created_at)
VALUES (:person, :organisation, :role, :sees, :now)
ON CONFLICT (person_id, organisation_id) DO UPDATE SET role = excluded.role, sees_all = excluded.sees_all;

-- query membership_remove(person person_id, organisation organisation_id) changes
DELETE FROM membership WHERE person_id = :person AND organisation_id = :organisation;

-- query membership_derive(organisation organisation_id, role int, sees int) exec
UPDATE membership SET sees_all = :sees WHERE organisation_id = :organisation AND role = :role;

-- query membership_role(person person_id, organisation organisation_id) maybe (role int)
SELECT role FROM membership WHERE person_id = :person AND organisation_id = :organisation;

-- row member (person person_id, name text, email text, title text, phone text, role int, sees int, disabled_at instant?)
-- query member_list(organisation organisation_id, after person_id, limit int) many member
SELECT p.id, p.name, p.email, p.title, p.phone, m.role, m.sees_all, p.disabled_at
  FROM membership m JOIN person p ON p.id = m.person_id
 WHERE m.organisation_id = :organisation AND p.id > :after
 ORDER BY p.id LIMIT :limit;

-- query organisation_of_person(person person_id) many organisation
SELECT o.id, o.name, o.mail_domain, o.sharing, o.zone, o.country, o.created_at
  FROM membership m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.person_id = :person ORDER BY o.name LIMIT 100;
