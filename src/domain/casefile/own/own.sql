-- row own_case (id casefile_id, number text, priority int, status int, summary text, organisation_name text?, contact_name text, site_name text?, product_code text?, release_name text, serial text, owner_name text?, reported_at instant, changed_at instant, resolved_at instant?, closed_at instant?)

-- query own_mine(open int, priority int, status int, product text, site int, contact int, serial text, since instant, until instant, key int, after casefile_id, limit int) many own_case
-- named
SELECT c.id, c.number, c.priority, c.status, c.summary, c.organisation_name, c.contact_name, c.site_name, c.product_code, c.release_name, c.serial, c.owner_name,
       c.reported_at, c.changed_at, c.resolved_at, c.closed_at
  FROM casefile_listed c
 WHERE c.contact_id = :viewer
   AND (:open < 0 OR c.is_open = :open) AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status)
   AND (:product = '' OR c.product_code = :product) AND (:site = 0 OR c.site_id = :site) AND (:contact = 0 OR c.contact_id = :contact)
   AND (:serial = '' OR c.serial = :serial) AND c.reported_at >= :since AND c.reported_at < :until
   AND (c.changed_at < :key OR (c.changed_at = :key AND c.id < :after))
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer))
 ORDER BY c.changed_at DESC, c.id DESC LIMIT :limit;

-- query own_mine_by(sort int, open int, priority int, status int, product text, site int, contact int, serial text, since instant, until instant, key int, after casefile_id, limit int) many own_case
-- named
SELECT c.id, c.number, c.priority, c.status, c.summary, c.organisation_name, c.contact_name, c.site_name, c.product_code, c.release_name, c.serial, c.owner_name,
       c.reported_at, c.changed_at, c.resolved_at, c.closed_at
  FROM casefile_listed c
 WHERE c.contact_id = :viewer
   AND (:open < 0 OR c.is_open = :open) AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status)
   AND (:product = '' OR c.product_code = :product) AND (:site = 0 OR c.site_id = :site) AND (:contact = 0 OR c.contact_id = :contact)
   AND (:serial = '' OR c.serial = :serial) AND c.reported_at >= :since AND c.reported_at < :until
   AND (CASE WHEN :sort = 1 THEN c.reported_at ELSE -c.priority END < :key OR (CASE WHEN :sort = 1 THEN c.reported_at ELSE -c.priority END = :key AND c.id < :after))
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer))
 ORDER BY CASE WHEN :sort = 1 THEN c.reported_at ELSE -c.priority END DESC, c.id DESC LIMIT :limit;

-- query own_organisation(organisation organisation_id, open int, priority int, status int, product text, site int, contact int, serial text, since instant, until instant, key int, after casefile_id, limit int) many own_case
-- named
SELECT c.id, c.number, c.priority, c.status, c.summary, c.organisation_name, c.contact_name, c.site_name, c.product_code, c.release_name, c.serial, c.owner_name,
       c.reported_at, c.changed_at, c.resolved_at, c.closed_at
  FROM casefile_listed c
 WHERE c.organisation_id = :organisation
   AND (:open < 0 OR c.is_open = :open) AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status)
   AND (:product = '' OR c.product_code = :product) AND (:site = 0 OR c.site_id = :site) AND (:contact = 0 OR c.contact_id = :contact)
   AND (:serial = '' OR c.serial = :serial) AND c.reported_at >= :since AND c.reported_at < :until
   AND (c.changed_at < :key OR (c.changed_at = :key AND c.id < :after))
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer))
 ORDER BY c.changed_at DESC, c.id DESC LIMIT :limit;

-- query own_organisation_by(organisation organisation_id, sort int, open int, priority int, status int, product text, site int, contact int, serial text, since instant, until instant, key int, after casefile_id, limit int) many own_case
-- named
SELECT c.id, c.number, c.priority, c.status, c.summary, c.organisation_name, c.contact_name, c.site_name, c.product_code, c.release_name, c.serial, c.owner_name,
       c.reported_at, c.changed_at, c.resolved_at, c.closed_at
  FROM casefile_listed c
 WHERE c.organisation_id = :organisation
   AND (:open < 0 OR c.is_open = :open) AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status)
   AND (:product = '' OR c.product_code = :product) AND (:site = 0 OR c.site_id = :site) AND (:contact = 0 OR c.contact_id = :contact)
   AND (:serial = '' OR c.serial = :serial) AND c.reported_at >= :since AND c.reported_at < :until
   AND (CASE WHEN :sort = 1 THEN c.reported_at ELSE -c.priority END < :key OR (CASE WHEN :sort = 1 THEN c.reported_at ELSE -c.priority END = :key AND c.id < :after))
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer))
 ORDER BY CASE WHEN :sort = 1 THEN c.reported_at ELSE -c.priority END DESC, c.id DESC LIMIT :limit;

-- query own_one(id casefile_id, organisation int, open int, priority int, status int, product text, site int, contact int, serial text, since instant, until instant) maybe own_case
-- named
SELECT c.id, c.number, c.priority, c.status, c.summary, c.organisation_name, c.contact_name, c.site_name, c.product_code, c.release_name, c.serial, c.owner_name,
       c.reported_at, c.changed_at, c.resolved_at, c.closed_at
  FROM casefile_listed c
 WHERE c.id = :id AND (CASE WHEN :organisation = 0 THEN c.contact_id = :viewer ELSE c.organisation_id = :organisation END)
   AND (:open < 0 OR c.is_open = :open) AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status)
   AND (:product = '' OR c.product_code = :product) AND (:site = 0 OR c.site_id = :site) AND (:contact = 0 OR c.contact_id = :contact)
   AND (:serial = '' OR c.serial = :serial) AND c.reported_at >= :since AND c.reported_at < :until
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer));

-- query own_of_device(serial text) many own_case
SELECT c.id, c.number, c.priority, c.status, c.summary, c.organisation_name, c.contact_name, c.site_name, c.product_code, c.release_name, c.serial, c.owner_name,
       c.reported_at, c.changed_at, c.resolved_at, c.closed_at
  FROM casefile_listed c
 WHERE c.serial = :serial AND c.is_open = 1
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer))
 ORDER BY c.changed_at DESC LIMIT 20;

-- query own_sites(organisation organisation_id) many (id site_id, name text)
SELECT s.id, s.name FROM site s WHERE s.organisation_id = :organisation ORDER BY s.name LIMIT 200;

-- The people of an organisation who are the contact of a case that the reader sees.
-- query own_contacts(organisation organisation_id) many (id person_id, name text)
SELECT p.id, p.name FROM person p
 WHERE p.id IN (SELECT c.contact_id FROM casefile c WHERE c.organisation_id = :organisation
                   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer)))
 ORDER BY p.name, p.id LIMIT 200;
