-- query escalation_forget_rungs(casefile casefile_id) exec
-- unscoped: the caller has asked
UPDATE escalation_rung SET reason = '', plan = '' WHERE casefile_id = :casefile;

-- query escalation_forget_holds(casefile casefile_id) exec
-- unscoped: the caller has asked
UPDATE escalation_hold SET reason = '' WHERE casefile_id = :casefile;

-- query escalation_forget_event(id entry_id, detail text, hash blob) exec
-- unscoped: the caller has asked
UPDATE escalation_event SET detail = :detail, hash = :hash WHERE id = :id;

-- query escalation_forget_head(casefile casefile_id, head blob) exec
UPDATE escalation SET head = :head WHERE casefile_id = :casefile;
