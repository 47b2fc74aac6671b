-- row site (id site_id, name text, members int)
-- query site_list(organisation organisation_id) many site
SELECT s.id, s.name, (SELECT count(*) FROM membership m WHERE m.organisation_id = s.organisation_id AND m.site_id = s.id) AS members
  FROM site s WHERE s.organisation_id = :organisation ORDER BY s.name LIMIT 200;

-- query site_insert(organisation organisation_id, name text, zone text) one (id site_id)
INSERT INTO site (organisation_id, name, zone) VALUES (:organisation, :name, :zone) RETURNING id;

-- row site_member (person person_id, name text, email text, site site_id?)
-- query site_members(organisation organisation_id, after person_id, limit int) many site_member
SELECT p.id AS person, p.name, p.email, m.site_id FROM membership m JOIN person p ON p.id = m.person_id
 WHERE m.organisation_id = :organisation AND p.id > :after AND p.disabled_at IS NULL
 ORDER BY p.id LIMIT :limit;

-- query site_assign(organisation organisation_id, person person_id, site site_id?) changes
UPDATE membership SET site_id = :site WHERE organisation_id = :organisation AND person_id = :person;
