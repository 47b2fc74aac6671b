-- A rung is fired once a period. One that was only suppressed may still fire.
-- query escalation_rung_put(casefile casefile_id, period int, level int, state int, priority int, manual bool, flagged bool, due instant, now instant, by person_id?, reason text, chase instant?) maybe (id rung_id)
-- unscoped: written by the engine; who may raise by hand was asked
INSERT INTO escalation_rung (casefile_id, period, level, state, priority, manual, flagged, due_at, fired_at, raised_by, reason, chase_at)
VALUES (:casefile, :period, :level, :state, :priority, :manual, :flagged, :due, :now, :by, :reason, :chase)
ON CONFLICT (casefile_id, period, level) DO UPDATE
   SET state = excluded.state, priority = excluded.priority, manual = excluded.manual, flagged = excluded.flagged,
       due_at = excluded.due_at, fired_at = excluded.fired_at, raised_by = excluded.raised_by,
       reason = excluded.reason, chase_at = excluded.chase_at
 WHERE escalation_rung.state <> 2
RETURNING id;

-- query escalation_brief_put(rung rung_id, person person_id, step int, now instant, secret blob, digest bool) maybe (person person_id)
INSERT INTO escalation_brief (rung_id, person_id, step, told_at, secret_hash, in_digest)
VALUES (:rung, :person, :step, :now, :secret, :digest)
ON CONFLICT (rung_id, person_id) DO NOTHING
RETURNING person_id;

-- query escalation_hold_end(casefile casefile_id, level int) changes
-- unscoped: for the engine
DELETE FROM escalation_hold WHERE casefile_id = :casefile AND level = :level;

-- query escalation_digest_rungs(person person_id) many (rung rung_id, casefile casefile_id, number text, summary text, organisation text?, priority int, level int, due_at instant, fired_at instant)
-- unscoped: for a digest to a manager
SELECT r.id, c.id, c.number, c.summary, o.name, r.priority, r.level, r.due_at, r.fired_at
  FROM escalation_brief b JOIN escalation_rung r ON r.id = b.rung_id
  JOIN casefile c ON c.id = r.casefile_id LEFT JOIN organisation o ON o.id = c.organisation_id
 WHERE b.person_id = :person AND b.in_digest = 1
 ORDER BY r.priority, r.due_at, r.id LIMIT 200;

-- query escalation_digest_done(person person_id, rung rung_id) changes
UPDATE escalation_brief SET in_digest = 0
 WHERE person_id = :person AND rung_id = :rung;
