-- row casefile_item (id casefile_id, number text, priority int, status int, summary text, organisation_name text?, contact_name text, product_code text?, release_text text, owner person_id?, owner_name text?, changed_at instant, reported_at instant, last_customer_at instant?, last_staff_at instant?, next_rung int, next_due_at instant, entry_count int)

-- query casefile_list_open(open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.is_open = :open AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query casefile_list_priority(open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.is_open = :open AND c.priority = :priority AND (:status < 0 OR c.status = :status) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query casefile_list_status(open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.is_open = :open AND c.status = :status AND (:priority = 0 OR c.priority = :priority) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query casefile_list_owner(owner person_id, open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.owner_id = :owner AND c.is_open = :open AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query casefile_list_unowned(open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.owner_id IS NULL AND c.is_open = :open AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query casefile_list_queue(queue queue_id, open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.queue_id = :queue AND c.is_open = :open AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query casefile_list_product(product product_id, open bool, priority int, status int, due instant, after casefile_id, limit int) many casefile_item
SELECT c.id, c.number, c.priority, c.status, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, c.release_text, c.owner_id, w.name AS owner_name,
       c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at, c.next_rung, c.next_due_at, c.entry_count
  FROM casefile c JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.product_id = :product AND c.is_open = :open AND (:priority = 0 OR c.priority = :priority) AND (:status < 0 OR c.status = :status) AND (c.next_due_at > :due OR (c.next_due_at = :due AND c.id > :after))
 ORDER BY c.next_due_at, c.id LIMIT :limit;
