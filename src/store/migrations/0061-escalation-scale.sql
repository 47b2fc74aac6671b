-- Indexes of what is open or waits, among many cases that neither are nor do.
DROP INDEX escalation_by_due;
CREATE INDEX escalation_by_due ON escalation (next_due_at, casefile_id) WHERE next_due_at IS NOT NULL;
CREATE INDEX escalation_owed ON escalation (casefile_id) WHERE owed <> 0;
DROP INDEX escalation_rung_by_chase;
CREATE INDEX escalation_rung_by_chase ON escalation_rung (chase_at, id) WHERE chase_at IS NOT NULL;
CREATE INDEX escalation_rung_unanswered ON escalation_rung (fired_at, id) WHERE acked_at IS NULL AND state = 2;
DROP INDEX escalation_brief_by_digest;
CREATE INDEX escalation_brief_by_digest ON escalation_brief (person_id, rung_id) WHERE in_digest = 1;
CREATE INDEX casefile_grave ON casefile (organisation_id, priority, reported_at, id) WHERE is_open = 1 AND priority <= 2;
