-- row casefile (id casefile_id, number text, organisation organisation_id?, organisation_name text?, contact person_id, contact_name text, contact_email text, contact_phone text, contact_title text, contact_zone text, product product_id?, product_code text?, product_name text?, release release_id?, release_name text?, release_text text, asset asset_id?, serial text, asset_host text?, asset_location text?, contract contract_id?, contract_number text?, contract_tier text?, contract_ends_at instant?, entitlement int, priority int, status int, is_open bool, summary text, impact text, language text, channel int, owner person_id?, owner_name text?, owned_since instant?, queue queue_id, queue_name text, reported_at instant, opened_at instant, first_response_at instant?, resolved_at instant?, closed_at instant?, changed_at instant, status_since instant, ours_us int, customer_us int, other_us int, entry_count int, public_count int, file_count int, last_customer_at instant?, last_staff_at instant?, next_rung int, next_due_at instant, next_action text, next_action_at instant?, merged_into casefile_id?, disclosure disclosure_id?, version int)

-- query casefile_by_number(number text) maybe casefile
SELECT c.id, c.number, c.organisation_id, o.name AS organisation_name, c.contact_id, p.name AS contact_name, p.email, p.phone, p.title, p.zone,
       c.product_id, pr.code, pr.name AS product_name, c.release_id, r.name AS release_name, c.release_text, c.asset_id, c.serial, a.host, a.location,
       c.contract_id, k.number AS contract_number, k.tier AS contract_tier, k.ends_at AS contract_ends_at, c.entitlement, c.priority, c.status, c.is_open, c.summary, c.impact,
       c.language, c.channel, c.owner_id, w.name AS owner_name, c.owned_since, c.queue_id, q.name AS queue_name, c.reported_at, c.opened_at,
       c.first_response_at, c.resolved_at, c.closed_at, c.changed_at, c.status_since, c.ours_us, c.customer_us, c.other_us,
       c.entry_count, c.public_count, c.file_count, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at,
       c.next_action, c.next_action_at, c.merged_into, c.disclosure_id, c.version
  FROM casefile c JOIN person p ON p.id = c.contact_id JOIN queue q ON q.id = c.queue_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN release r ON r.id = c.release_id
  LEFT JOIN asset a ON a.id = c.asset_id LEFT JOIN contract k ON k.id = c.contract_id
  LEFT JOIN person w ON w.id = c.owner_id
 WHERE c.number = :number
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer));

-- query casefile_by_id(id casefile_id) maybe casefile
SELECT c.id, c.number, c.organisation_id, o.name AS organisation_name, c.contact_id, p.name AS contact_name, p.email, p.phone, p.title, p.zone,
       c.product_id, pr.code, pr.name AS product_name, c.release_id, r.name AS release_name, c.release_text, c.asset_id, c.serial, a.host, a.location,
       c.contract_id, k.number AS contract_number, k.tier AS contract_tier, k.ends_at AS contract_ends_at, c.entitlement, c.priority, c.status, c.is_open, c.summary, c.impact,
       c.language, c.channel, c.owner_id, w.name AS owner_name, c.owned_since, c.queue_id, q.name AS queue_name, c.reported_at, c.opened_at,
       c.first_response_at, c.resolved_at, c.closed_at, c.changed_at, c.status_since, c.ours_us, c.customer_us, c.other_us,
       c.entry_count, c.public_count, c.file_count, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at,
       c.next_action, c.next_action_at, c.merged_into, c.disclosure_id, c.version
  FROM casefile c JOIN person p ON p.id = c.contact_id JOIN queue q ON q.id = c.queue_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN release r ON r.id = c.release_id
  LEFT JOIN asset a ON a.id = c.asset_id LEFT JOIN contract k ON k.id = c.contract_id
  LEFT JOIN person w ON w.id = c.owner_id
 WHERE c.id = :id
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer));

-- With its first entry and its ladder, so that neither has to change all indexes again.
-- query casefile_insert(number text, organisation organisation_id?, contact person_id, product product_id?, release release_id?, release_text text, asset asset_id?, serial text, contract contract_id?, entitlement int, priority int, status int, summary text, impact text, language text, channel int, queue queue_id, reported instant, now instant, customer instant?, staff instant?, rung int, due instant) one (id casefile_id)
-- unscoped: casefile_open has checked the organisation and the contact
INSERT INTO casefile (number, organisation_id, contact_id, site_id, product_id, release_id, release_text, asset_id, serial,
  contract_id, entitlement, priority, status, summary, impact, language, channel, queue_id, reported_at, opened_at, changed_at, status_since,
  entry_count, public_count, last_entry_at, last_customer_at, last_staff_at, next_rung, next_due_at)
VALUES (:number, :organisation, :contact,
  (SELECT m.site_id FROM membership m WHERE m.person_id = :contact AND m.organisation_id = :organisation),
  :product, :release, :release_text, :asset, :serial,
  :contract, :entitlement, :priority, :status, :summary, :impact, :language, :channel, :queue, :reported, :now, :now, :now,
  1, 1, :now, :customer, :staff, :rung, :due)
RETURNING id;

-- query queue_for_family(family text) one (id queue_id?)
SELECT COALESCE((SELECT min(f.id) FROM queue f WHERE f.family = :family AND f.retired_at IS NULL),
                (SELECT min(a.id) FROM queue a WHERE a.family = '' AND a.retired_at IS NULL)) AS id;

-- query queue_insert(name text, family text) one (id queue_id)
INSERT INTO queue (name, family) VALUES (:name, :family) RETURNING id;

-- query queue_list() many (id queue_id, name text, family text)
SELECT id, name, family FROM queue WHERE retired_at IS NULL ORDER BY name LIMIT 200;

-- query casefile_set_status(id casefile_id, status int, open bool, now instant, ours int, customer int, other int, resolved instant?, closed instant?) changes
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET status = :status, is_open = :open, status_since = :now, changed_at = :now, version = version + 1,
       ours_us = ours_us + :ours, customer_us = customer_us + :customer, other_us = other_us + :other,
       resolved_at = :resolved, closed_at = :closed
 WHERE id = :id;

-- query casefile_set_priority(id casefile_id, priority int, now instant) changes
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET priority = :priority, changed_at = :now, version = version + 1 WHERE id = :id;

-- query casefile_set_owner(id casefile_id, owner person_id?, since instant?, now instant) changes
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET owner_id = :owner, owned_since = :since, changed_at = :now, version = version + 1 WHERE id = :id;

-- query casefile_set_queue(id casefile_id, queue queue_id, now instant) changes
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET queue_id = :queue, changed_at = :now, version = version + 1 WHERE id = :id;

-- query casefile_set_response(id casefile_id, now instant) changes
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET first_response_at = :now WHERE id = :id AND first_response_at IS NULL;

-- query casefile_set_next_action(id casefile_id, action text, by instant?, now instant) changes
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET next_action = :action, next_action_at = :by, changed_at = :now, version = version + 1 WHERE id = :id;
