-- row brief_case (number text, summary text, impact text, status int, reported_at instant, organisation organisation_id?, organisation_name text?, contact_name text, contact_phone text, contact_email text, contact_zone text, organisation_zone text?, tier text?, contract text?, product text?, product_code text?, release text?, release_text text, serial text, owner_name text?, owned_since instant?, queue_name text, status_since instant, ours_us int, customer_us int, other_us int, next_action text, next_action_at instant?)

-- query brief_case(casefile casefile_id) one brief_case
-- unscoped: for a brief, which only management gets
SELECT c.number, c.summary, c.impact, c.status, c.reported_at, c.organisation_id AS organisation, o.name AS organisation_name,
       k.name AS contact_name, k.phone AS contact_phone, k.email AS contact_email, k.zone AS contact_zone, o.zone AS organisation_zone, t.tier, t.number AS contract, p.name AS product, p.code, r.name AS release, c.release_text,
       c.serial, w.name AS owner_name, c.owned_since, q.name AS queue_name, c.status_since, c.ours_us, c.customer_us, c.other_us,
       c.next_action, c.next_action_at
  FROM casefile c
  JOIN person k ON k.id = c.contact_id
  JOIN queue q ON q.id = c.queue_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN contract t ON t.id = c.contract_id
  LEFT JOIN product p ON p.id = c.product_id
  LEFT JOIN release r ON r.id = c.release_id
  LEFT JOIN person w ON w.id = c.owner_id
 WHERE c.id = :casefile;

-- row brief_rung (id rung_id, level int, state int, due_at instant, fired_at instant, manual bool, acked_at instant?, acked_by_name text?, plan text, told text?)
-- query brief_rungs(casefile casefile_id, period int) many brief_rung
-- bounded: four levels
-- unscoped: for a brief, and for pages whose reader has loaded the case
SELECT r.id, r.level, r.state, r.due_at, r.fired_at, r.manual, r.acked_at, a.name, r.plan,
       (SELECT min(p.name) FROM escalation_brief b JOIN person p ON p.id = b.person_id WHERE b.rung_id = r.id)
  FROM escalation_rung r LEFT JOIN person a ON a.id = r.acked_by
 WHERE r.casefile_id = :casefile AND r.period = :period
 ORDER BY r.level;

-- row brief_other (number text, priority int, summary text, since instant)
-- query brief_others(organisation organisation_id, casefile casefile_id) many brief_other
-- unscoped: for a brief, which only management gets
SELECT c.number, c.priority, c.summary, c.reported_at
  FROM casefile c
 WHERE c.organisation_id = :organisation AND c.id <> :casefile AND c.is_open = 1 AND c.priority <= 2
 ORDER BY c.priority, c.reported_at, c.id LIMIT 10;

-- row brief_link (target text)
-- query brief_links(casefile casefile_id) many brief_link
SELECT target FROM casefile_link WHERE casefile_id = :casefile ORDER BY kind, target LIMIT 20;
