-- row target (kind int, policy target_policy_id, allowed_s seconds, started_at instant, spent_us int, running_since instant?, due_at instant?, met_at instant?, missed_at instant?, rounds_met int, rounds_missed int)
-- query target_list(casefile casefile_id) many target
-- unscoped: for a case that the caller has loaded for its actor
SELECT kind, policy_id, allowed_s, started_at, spent_us, running_since, due_at, met_at, missed_at, rounds_met, rounds_missed
  FROM casefile_target WHERE casefile_id = :casefile ORDER BY kind LIMIT 3;

-- query target_put(casefile casefile_id, kind int, policy target_policy_id, allowed seconds, started instant, spent int, running instant?, due instant?, met instant?, missed instant?, rounds_met int, rounds_missed int) exec
-- named
-- unscoped: written by the case's verbs, which have asked
INSERT INTO casefile_target (casefile_id, kind, policy_id, allowed_s, started_at, spent_us, running_since, due_at, met_at, missed_at, rounds_met, rounds_missed)
VALUES (:casefile, :kind, :policy, :allowed, :started, :spent, :running, :due, :met, :missed, :rounds_met, :rounds_missed)
ON CONFLICT (casefile_id, kind) DO UPDATE SET policy_id = excluded.policy_id, allowed_s = excluded.allowed_s,
  started_at = excluded.started_at, spent_us = excluded.spent_us, running_since = excluded.running_since,
  due_at = excluded.due_at, met_at = excluded.met_at, missed_at = excluded.missed_at,
  rounds_met = excluded.rounds_met, rounds_missed = excluded.rounds_missed;

-- query target_drop(casefile casefile_id, kind int) changes
-- unscoped: written by the case's verbs, which have asked
DELETE FROM casefile_target WHERE casefile_id = :casefile AND kind = :kind;

-- query target_case(casefile casefile_id) maybe (priority int, status int, reported_at instant, first_response_at instant?, tier text?)
-- unscoped: read by the case's verbs, which have asked
SELECT c.priority, c.status, c.reported_at, c.first_response_at, k.tier
  FROM casefile c LEFT JOIN contract k ON k.id = c.contract_id WHERE c.id = :casefile;

-- query target_missed(now instant) changes
-- unscoped: the clock, not a person, makes a target missed
UPDATE casefile_target SET missed_at = due_at WHERE due_at <= :now AND due_at IS NOT NULL AND missed_at IS NULL;

-- row target_policy (id target_policy_id, priority int, tier text, response_s seconds, update_s seconds, restore_s seconds, calendar calendar_id?, calendar_name text?, pauses int, created_at instant, created_by text?, ended_at instant?)
-- query target_policy_for(priority int, tier text) maybe target_policy
SELECT t.id, t.priority, t.tier, t.response_s, t.update_s, t.restore_s, t.calendar_id, w.name AS calendar_name, t.pauses, t.created_at, p.name AS created_by, t.ended_at
  FROM target_policy t LEFT JOIN work_calendar w ON w.id = t.calendar_id LEFT JOIN person p ON p.id = t.created_by
 WHERE t.ended_at IS NULL AND t.priority = :priority AND (t.tier = :tier OR t.tier = '')
 ORDER BY CASE WHEN t.tier = '' THEN 1 ELSE 0 END LIMIT 1;

-- query target_policy_load(id target_policy_id) one target_policy
SELECT t.id, t.priority, t.tier, t.response_s, t.update_s, t.restore_s, t.calendar_id, w.name AS calendar_name, t.pauses, t.created_at, p.name AS created_by, t.ended_at
  FROM target_policy t LEFT JOIN work_calendar w ON w.id = t.calendar_id LEFT JOIN person p ON p.id = t.created_by
 WHERE t.id = :id;

-- query target_policies() many target_policy
SELECT t.id, t.priority, t.tier, t.response_s, t.update_s, t.restore_s, t.calendar_id, w.name AS calendar_name, t.pauses, t.created_at, p.name AS created_by, t.ended_at
  FROM target_policy t LEFT JOIN work_calendar w ON w.id = t.calendar_id LEFT JOIN person p ON p.id = t.created_by
 ORDER BY CASE WHEN t.ended_at IS NULL THEN 0 ELSE 1 END, t.priority, t.tier, t.id DESC LIMIT 500;

-- query target_policy_end(priority int, tier text, now instant, by person_id?) changes
UPDATE target_policy SET ended_at = :now, ended_by = :by WHERE priority = :priority AND tier = :tier AND ended_at IS NULL;

-- query target_policy_insert(priority int, tier text, response seconds, update seconds, restore seconds, calendar calendar_id?, pauses int, now instant, by person_id?) one (id target_policy_id)
-- named
INSERT INTO target_policy (priority, tier, response_s, update_s, restore_s, calendar_id, pauses, created_at, created_by)
VALUES (:priority, :tier, :response, :update, :restore, :calendar, :pauses, :now, :by) RETURNING id;

-- row calendar (id calendar_id, name text, zone text)
-- query calendar_list() many calendar
SELECT id, name, zone FROM work_calendar ORDER BY name LIMIT 200;

-- query calendar_load(id calendar_id) maybe calendar
SELECT id, name, zone FROM work_calendar WHERE id = :id;

-- query calendar_put(name text, zone text, now instant, by person_id?) one (id calendar_id)
INSERT INTO work_calendar (name, zone, changed_at, changed_by) VALUES (:name, :zone, :now, :by)
ON CONFLICT (name) DO UPDATE SET zone = excluded.zone, changed_at = excluded.changed_at, changed_by = excluded.changed_by
RETURNING id;

-- query calendar_hours(calendar calendar_id) many (weekday int, opens int, closes int)
SELECT weekday, opens, closes FROM work_hours WHERE calendar_id = :calendar ORDER BY weekday, opens LIMIT 100;

-- query calendar_hours_clear(calendar calendar_id) exec
DELETE FROM work_hours WHERE calendar_id = :calendar;

-- query calendar_hours_add(calendar calendar_id, weekday int, opens int, closes int) exec
INSERT INTO work_hours (calendar_id, weekday, opens, closes) VALUES (:calendar, :weekday, :opens, :closes);

-- query calendar_holidays(calendar calendar_id) many (day text)
SELECT day FROM work_holiday WHERE calendar_id = :calendar ORDER BY day LIMIT 1000;

-- query calendar_holidays_clear(calendar calendar_id) exec
DELETE FROM work_holiday WHERE calendar_id = :calendar;

-- query calendar_holiday_add(calendar calendar_id, day text) exec
INSERT INTO work_holiday (calendar_id, day) VALUES (:calendar, :day) ON CONFLICT (calendar_id, day) DO NOTHING;
