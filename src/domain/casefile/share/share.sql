-- row share (id share_id, partner_name text?, person_name text?, person_email text?, number text?, created_at instant, created_by text?, ended_at instant?)
-- query share_list(organisation organisation_id) many share
-- unscoped: of an organisation whose administrator asks; of cases only the number
SELECT s.id, o.name AS partner_name, p.name AS person_name, p.email, c.number, s.created_at, b.name AS created_by, s.ended_at
  FROM casefile_share s LEFT JOIN organisation o ON o.id = s.partner_id LEFT JOIN person p ON p.id = s.person_id
  LEFT JOIN casefile c ON c.id = s.casefile_id LEFT JOIN person b ON b.id = s.created_by
 WHERE s.organisation_id = :organisation
 ORDER BY CASE WHEN s.ended_at IS NULL THEN 0 ELSE 1 END, s.id DESC LIMIT 200;

-- query share_count(organisation organisation_id) one (n int)
SELECT count(*) FROM casefile_share WHERE organisation_id = :organisation AND ended_at IS NULL;

-- query share_same(organisation organisation_id, partner int, person int, casefile int) maybe (id share_id)
SELECT id FROM casefile_share
 WHERE organisation_id = :organisation AND ended_at IS NULL AND COALESCE(partner_id, 0) = :partner
   AND COALESCE(person_id, 0) = :person AND COALESCE(casefile_id, 0) = :casefile;

-- query share_insert(organisation organisation_id, partner organisation_id?, person person_id?, casefile casefile_id?, now instant, by person_id?) one (id share_id)
INSERT INTO casefile_share (organisation_id, partner_id, person_id, casefile_id, created_at, created_by)
VALUES (:organisation, :partner, :person, :casefile, :now, :by) RETURNING id;

-- query share_end(id share_id, organisation organisation_id, now instant, by person_id?) maybe (casefile casefile_id?)
UPDATE casefile_share SET ended_at = :now, ended_by = :by
 WHERE id = :id AND organisation_id = :organisation AND ended_at IS NULL RETURNING casefile_id;

-- query share_case(number text, organisation organisation_id) maybe (id casefile_id)
-- unscoped: a case of the organisation whose administrator names it
SELECT id FROM casefile WHERE number = :number AND organisation_id = :organisation;

-- query share_grantors(person person_id) many (id organisation_id, name text, every bool)
SELECT o.id, o.name, max(CASE WHEN x.casefile_id IS NULL THEN 1 ELSE 0 END) AS every
  FROM (SELECT s.organisation_id, s.casefile_id FROM casefile_share s WHERE s.ended_at IS NULL AND s.person_id = :person
        UNION ALL
        SELECT s.organisation_id, s.casefile_id FROM membership m JOIN casefile_share s ON s.partner_id = m.organisation_id
         WHERE m.person_id = :person AND s.ended_at IS NULL) x
  JOIN organisation o ON o.id = x.organisation_id
 GROUP BY o.id, o.name ORDER BY o.name LIMIT 100;
