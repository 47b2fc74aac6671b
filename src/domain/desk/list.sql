-- row desk_entry (id casefile_id, place instant)
-- row desk_match (id casefile_id, priority int, due instant, reported instant, changed instant)
-- row desk_item (id casefile_id, number text, priority int, status int, is_open bool, summary text, organisation_name text?, contact_name text, product_code text?, release_name text?, release_text text, owner person_id?, owner_name text?, queue_name text, changed_at instant, reported_at instant, last_customer_at instant?, last_staff_at instant?, next_rung int, next_due_at instant, entry_count int, target_due instant?)

-- Keys of one value of a field, in the order of the next rung.

-- query desk_keys_open(open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_owner(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.owner_id = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_unowned(open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.owner_id IS NULL AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_queue(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.queue_id = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_status(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.status = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_priority(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.priority = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_product(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.product_id = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_release(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.release_id = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_organisation(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.organisation_id = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_contact(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.contact_id = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_channel(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.channel = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- query desk_keys_entitlement(value int, open bool, due instant, after casefile_id, to instant, limit int) many desk_entry
SELECT c.id, c.next_due_at AS due FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.entitlement = :value AND c.is_open = :open
   AND (c.next_due_at, c.id) > (:due, :after) AND c.next_due_at <= :to ORDER BY c.next_due_at, c.id LIMIT :limit;

-- Keys in other orders: their place is the order's, ascending.

-- query desk_keys_tag(tag text, after casefile_id, limit int) many desk_entry
SELECT t.casefile_id, t.casefile_id AS place FROM casefile_tag t WHERE t.tag = :tag AND t.casefile_id > :after ORDER BY t.casefile_id LIMIT :limit;

-- query desk_keys_newest(open bool, before instant, before_id casefile_id, from instant, limit int) many desk_entry
SELECT c.id, -c.reported_at AS place FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.is_open = :open
   AND (c.reported_at, c.id) < (:before, :before_id) AND c.reported_at >= :from ORDER BY c.reported_at DESC, c.id DESC LIMIT :limit;

-- query desk_keys_changed(open bool, before instant, before_id casefile_id, from instant, limit int) many desk_entry
SELECT c.id, -c.changed_at AS place FROM casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.is_open = :open
   AND (c.changed_at, c.id) < (:before, :before_id) AND c.changed_at >= :from ORDER BY c.changed_at DESC, c.id DESC LIMIT :limit;

-- Ids come as digits, 16 each. A list of values is ",3,17,", or with "!" before it for none of
-- these; replace takes a value out of it, so the text changes when it was there.

-- query desk_matches(ids text, count int, open int, queues text, owners text, statuses text, waiting text, priorities text, products text, releases text, organisations text, contacts text, channels text, entitlements text, tags text, reported_from instant, reported_to instant, changed_from instant, changed_to instant, due_from instant, due_to instant) many desk_match
-- named
-- bounded: as many as ids
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count),
  s (id) AS (SELECT CAST(substr(:ids, n.i * 16 - 15, 16) AS bigint) FROM n)
SELECT c.id, c.priority, c.next_due_at, c.reported_at, c.changed_at
  FROM s CROSS JOIN casefile c
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.id = s.id
   AND (:open < 0 OR c.is_open = :open)
   AND (:queues = '' OR (replace(:queues, ',' || c.queue_id || ',', '') <> :queues) <> (substr(:queues, 1, 1) = '!'))
   AND (:owners = '' OR (replace(:owners, ',' || COALESCE(c.owner_id, 0) || ',', '') <> :owners) <> (substr(:owners, 1, 1) = '!'))
   AND (:statuses = '' OR (replace(:statuses, ',' || c.status || ',', '') <> :statuses) <> (substr(:statuses, 1, 1) = '!'))
   AND (:waiting = '' OR (replace(:waiting, ',' || c.status || ',', '') <> :waiting) <> (substr(:waiting, 1, 1) = '!'))
   AND (:priorities = '' OR (replace(:priorities, ',' || c.priority || ',', '') <> :priorities) <> (substr(:priorities, 1, 1) = '!'))
   AND (:products = '' OR (replace(:products, ',' || COALESCE(c.product_id, 0) || ',', '') <> :products) <> (substr(:products, 1, 1) = '!'))
   AND (:releases = '' OR (replace(:releases, ',' || COALESCE(c.release_id, 0) || ',', '') <> :releases) <> (substr(:releases, 1, 1) = '!'))
   AND (:organisations = '' OR (replace(:organisations, ',' || COALESCE(c.organisation_id, 0) || ',', '') <> :organisations) <> (substr(:organisations, 1, 1) = '!'))
   AND (:contacts = '' OR (replace(:contacts, ',' || c.contact_id || ',', '') <> :contacts) <> (substr(:contacts, 1, 1) = '!'))
   AND (:channels = '' OR (replace(:channels, ',' || c.channel || ',', '') <> :channels) <> (substr(:channels, 1, 1) = '!'))
   AND (:entitlements = '' OR (replace(:entitlements, ',' || c.entitlement || ',', '') <> :entitlements) <> (substr(:entitlements, 1, 1) = '!'))
   AND (:tags = '' OR EXISTS (SELECT 1 FROM casefile_tag t WHERE t.casefile_id = c.id AND replace(:tags, ',' || t.tag || ',', '') <> :tags) <> (substr(:tags, 1, 1) = '!'))
   AND c.reported_at >= :reported_from AND c.reported_at < :reported_to
   AND c.changed_at >= :changed_from AND c.changed_at < :changed_to
   AND c.next_due_at >= :due_from AND c.next_due_at <= :due_to;

-- query desk_items(ids text, count int) many desk_item
-- bounded: as many as ids
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count),
  s (id) AS (SELECT CAST(substr(:ids, n.i * 16 - 15, 16) AS bigint) FROM n)
SELECT c.id, c.number, c.priority, c.status, c.is_open, c.summary, o.name AS organisation_name, p.name AS contact_name, pr.code, r.name AS release_name,
       c.release_text, c.owner_id, w.name AS owner_name, q.name AS queue_name, c.changed_at, c.reported_at, c.last_customer_at, c.last_staff_at,
       c.next_rung, c.next_due_at, c.entry_count,
       (SELECT min(t.due_at) FROM casefile_target t WHERE t.casefile_id = c.id) AS target_due
  FROM s CROSS JOIN casefile c JOIN person p ON p.id = c.contact_id JOIN queue q ON q.id = c.queue_id
  LEFT JOIN organisation o ON o.id = c.organisation_id LEFT JOIN release r ON r.id = c.release_id
  LEFT JOIN product pr ON pr.id = c.product_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE :viewer_staff = 1 AND :viewer >= 0 AND c.id = s.id;
