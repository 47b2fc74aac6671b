-- row incident_case (id casefile_id, number text, summary text, status int, priority int, is_open bool, organisation_name text?, contact_name text, attached_at instant)
-- query incident_cases(lead casefile_id) many incident_case
-- unscoped: for the desk, which sees every case
SELECT c.id, c.number, c.summary, c.status, c.priority, c.is_open, o.name AS organisation_name, p.name AS contact_name, i.attached_at
  FROM incident_child i JOIN casefile c ON c.id = i.child_id JOIN person p ON p.id = c.contact_id
  LEFT JOIN organisation o ON o.id = c.organisation_id
 WHERE i.parent_id = :lead ORDER BY c.number LIMIT 501;

-- query incident_lead(child casefile_id) maybe (lead casefile_id, number text, summary text)
-- unscoped: for the desk, which sees every case
SELECT i.parent_id, c.number, c.summary FROM incident_child i JOIN casefile c ON c.id = i.parent_id WHERE i.child_id = :child;

-- query incident_put(child casefile_id, lead casefile_id, now instant, by person_id?) changes
INSERT INTO incident_child (child_id, parent_id, attached_at, attached_by) VALUES (:child, :lead, :now, :by)
ON CONFLICT (child_id) DO NOTHING;

-- query incident_drop(child casefile_id, lead casefile_id) changes
DELETE FROM incident_child WHERE child_id = :child AND parent_id = :lead;
