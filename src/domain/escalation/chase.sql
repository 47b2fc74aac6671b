-- row escalation_rung_row (id rung_id, casefile casefile_id, period int, level int, state int, priority int, manual bool, flagged bool, due_at instant, fired_at instant, reason text, step int, chase_at instant?, acked_at instant?)

-- query escalation_rung_load(rung rung_id) maybe escalation_rung_row
-- unscoped: for the engine, and for who answers a rung
SELECT id, casefile_id AS casefile, period, level, state, priority, manual, flagged, due_at, fired_at, reason, step, chase_at, acked_at
  FROM escalation_rung WHERE id = :rung;

-- query escalation_rung_at(casefile casefile_id, period int, level int) maybe escalation_rung_row
-- unscoped: for who answers a rung; the case was loaded for them
SELECT id, casefile_id AS casefile, period, level, state, priority, manual, flagged, due_at, fired_at, reason, step, chase_at, acked_at
  FROM escalation_rung WHERE casefile_id = :casefile AND period = :period AND level = :level;

-- query escalation_rung_chased(rung rung_id, step int, chase instant?) changes
-- unscoped: for the engine
UPDATE escalation_rung SET step = :step, chase_at = :chase WHERE id = :rung AND acked_at IS NULL;

-- query escalation_rung_hurry(rung rung_id, now instant) changes
-- unscoped: for the engine
UPDATE escalation_rung SET chase_at = :now WHERE id = :rung AND acked_at IS NULL AND chase_at > :now;
