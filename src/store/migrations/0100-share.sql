-- Partners whom an organisation has named: they read its cases and write to them
-- (domain/casefile/share). Either an organisation or a person is named.
CREATE TABLE casefile_share (
	id               @id,
	organisation_id  int NOT NULL REFERENCES organisation(id), -- whose cases
	partner_id       int REFERENCES organisation(id),
	person_id        int REFERENCES person(id),
	casefile_id      int REFERENCES casefile(id),              -- NULL: all of them
	created_at       instant NOT NULL,
	created_by       int REFERENCES person(id),
	ended_at         instant,
	ended_by         int REFERENCES person(id)
);
CREATE INDEX casefile_share_by_organisation ON casefile_share (organisation_id, id);
CREATE INDEX casefile_share_by_casefile ON casefile_share (casefile_id) WHERE ended_at IS NULL;
CREATE INDEX casefile_share_by_partner ON casefile_share (partner_id, organisation_id) WHERE ended_at IS NULL;
CREATE INDEX casefile_share_by_person ON casefile_share (person_id, organisation_id) WHERE ended_at IS NULL;

-- Who besides the desk may read a case: the one place that says so.
DROP VIEW casefile_reader;
CREATE VIEW casefile_reader AS
SELECT c.id AS casefile_id, m.person_id AS person_id
  FROM casefile c JOIN membership m ON m.organisation_id = c.organisation_id
 WHERE m.sees_all = 1 OR c.contact_id = m.person_id
    OR (m.sees_all = 2 AND m.site_id = c.site_id)
    OR EXISTS (SELECT 1 FROM casefile_watcher w
                WHERE w.casefile_id = c.id AND w.person_id = m.person_id)
UNION ALL
SELECT c.id, c.contact_id FROM casefile c WHERE c.organisation_id IS NULL
UNION ALL
SELECT c.id, s.person_id
  FROM casefile c JOIN casefile_share s ON s.organisation_id = c.organisation_id
 WHERE s.ended_at IS NULL AND s.person_id IS NOT NULL AND (s.casefile_id IS NULL OR s.casefile_id = c.id)
UNION ALL
SELECT c.id, m.person_id
  FROM casefile c JOIN casefile_share s ON s.organisation_id = c.organisation_id
  JOIN membership m ON m.organisation_id = s.partner_id
 WHERE s.ended_at IS NULL AND (s.casefile_id IS NULL OR s.casefile_id = c.id);

-- What lists of cases show of one.
CREATE VIEW casefile_listed AS
SELECT c.id AS id, c.number AS number, c.priority AS priority, c.status AS status, c.is_open AS is_open,
       c.summary AS summary, c.organisation_id AS organisation_id, o.name AS organisation_name,
       c.contact_id AS contact_id, p.name AS contact_name, c.site_id AS site_id, s.name AS site_name,
       pr.code AS product_code, COALESCE(r.name, c.release_text) AS release_name, c.serial AS serial,
       w.name AS owner_name, c.reported_at AS reported_at, c.changed_at AS changed_at,
       c.resolved_at AS resolved_at, c.closed_at AS closed_at
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id LEFT JOIN site s ON s.id = c.site_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN release r ON r.id = c.release_id
  LEFT JOIN person w ON w.id = c.owner_id;
