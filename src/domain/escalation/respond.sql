-- query respond_was_briefed(rung rung_id, person person_id) one (count int)
SELECT count(*) FROM escalation_brief WHERE rung_id = :rung AND person_id = :person;

-- query respond_acknowledge(rung rung_id, now instant, by person_id, plan text) changes
-- unscoped: escalation_acknowledge has asked
UPDATE escalation_rung SET acked_at = :now, acked_by = :by, plan = :plan, chase_at = NULL
 WHERE id = :rung AND acked_at IS NULL;

-- row escalation_link (rung rung_id, person person_id, name text, roles int, disabled_at instant?, used_at instant?, casefile casefile_id, number text, summary text, priority int, level int, fired_at instant, acked_at instant?, acked_by_name text?)
-- query respond_link(secret blob) maybe escalation_link
-- unscoped: the secret was sent to the person alone
SELECT b.rung_id AS rung, b.person_id AS person, p.name, p.roles, p.disabled_at, b.used_at, c.id AS casefile, c.number, c.summary,
       c.priority, r.level, r.fired_at, r.acked_at, a.name AS acked_by_name
  FROM escalation_brief b JOIN person p ON p.id = b.person_id
  JOIN escalation_rung r ON r.id = b.rung_id JOIN casefile c ON c.id = r.casefile_id
  LEFT JOIN person a ON a.id = r.acked_by
 WHERE b.secret_hash = :secret;

-- query respond_link_use(secret blob, now instant) changes
UPDATE escalation_brief SET used_at = :now WHERE secret_hash = :secret AND used_at IS NULL;

-- query respond_hold_put(casefile casefile_id, level int, until instant, by person_id, now instant, reason text) exec
-- unscoped: escalation_hold has asked
INSERT INTO escalation_hold (casefile_id, level, until_at, held_by, held_at, reason)
VALUES (:casefile, :level, :until, :by, :now, :reason)
ON CONFLICT (casefile_id, level) DO UPDATE
   SET until_at = excluded.until_at, held_by = excluded.held_by, held_at = excluded.held_at, reason = excluded.reason;

-- query respond_holds(casefile casefile_id) many (level int, until_at instant, held_by_name text, reason text)
-- bounded: four levels
-- unscoped: the case was loaded for its reader
SELECT h.level, h.until_at, p.name AS held_by_name, h.reason
  FROM escalation_hold h JOIN person p ON p.id = h.held_by WHERE h.casefile_id = :casefile ORDER BY h.level;

-- row board_rung (casefile casefile_id, number text, summary text, organisation_name text?, priority int, level int, due_at instant, owner_name text?)
-- query board_rungs(before instant) many board_rung
-- unscoped: for the desk, which sees every case
SELECT c.id AS casefile, c.number, c.summary, o.name AS organisation_name, e.priority, e.next_level AS level, e.next_due_at AS due_at, w.name AS owner_name
  FROM escalation e JOIN casefile c ON c.id = e.casefile_id
  LEFT JOIN organisation o ON o.id = c.organisation_id LEFT JOIN person w ON w.id = c.owner_id
 WHERE e.next_due_at IS NOT NULL AND e.next_due_at <= :before AND +e.state = 1
 ORDER BY e.next_due_at, e.casefile_id LIMIT 500;

-- row board_brief (casefile casefile_id, number text, summary text, organisation_name text?, priority int, level int, fired_at instant, told text?)
-- query board_briefs(since instant) many board_brief
-- unscoped: for the desk, which sees every case
SELECT c.id AS casefile, c.number, c.summary, o.name AS organisation_name, r.priority, r.level, r.fired_at,
       (SELECT min(p.name) FROM escalation_brief b JOIN person p ON p.id = b.person_id WHERE b.rung_id = r.id) AS told
  FROM escalation_rung r JOIN escalation e ON e.casefile_id = r.casefile_id AND +e.state = 1 AND e.period = r.period
  JOIN casefile c ON c.id = r.casefile_id LEFT JOIN organisation o ON o.id = c.organisation_id
 WHERE r.fired_at >= :since AND r.acked_at IS NULL AND r.state = 2
 ORDER BY r.fired_at, r.id LIMIT 500;
