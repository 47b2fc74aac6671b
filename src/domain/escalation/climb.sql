-- row escalation_state (casefile casefile_id, state int, period int, priority int, waiting bool, reported_at instant, since instant, acc1 int, acc2 int, acc3 int, acc4 int, sent int, owed int, suppressed int, mark1 instant?, mark2 instant?, mark3 instant?, mark4 instant?, policy_version int, next_level int, next_due_at instant?, events int, head blob)

-- query escalation_load(casefile casefile_id) maybe escalation_state
SELECT casefile_id, state, period, priority, waiting, reported_at, since, acc1, acc2, acc3, acc4,
       sent, owed, suppressed, mark1, mark2, mark3, mark4, policy_version, next_level, next_due_at, events, head
  FROM escalation WHERE casefile_id = :casefile;

-- query escalation_page(after casefile_id) many escalation_state
SELECT casefile_id, state, period, priority, waiting, reported_at, since, acc1, acc2, acc3, acc4,
       sent, owed, suppressed, mark1, mark2, mark3, mark4, policy_version, next_level, next_due_at, events, head
  FROM escalation WHERE casefile_id > :after ORDER BY casefile_id LIMIT 200;

-- query escalation_insert(casefile casefile_id, state int, period int, priority int, waiting bool, reported_at instant, since instant, acc1 int, acc2 int, acc3 int, acc4 int, sent int, owed int, suppressed int, mark1 instant?, mark2 instant?, mark3 instant?, mark4 instant?, policy_version int, next_level int, next_due_at instant?, events int, head blob) exec
INSERT INTO escalation (casefile_id, state, period, priority, waiting, reported_at, since, acc1, acc2, acc3, acc4,
       sent, owed, suppressed, mark1, mark2, mark3, mark4, policy_version, next_level, next_due_at, events, head)
VALUES (:casefile, :state, :period, :priority, :waiting, :reported_at, :since, :acc1, :acc2, :acc3, :acc4,
       :sent, :owed, :suppressed, :mark1, :mark2, :mark3, :mark4, :policy_version, :next_level, :next_due_at, :events, :head);

-- query escalation_save(casefile casefile_id, state int, period int, priority int, waiting bool, since instant, acc1 int, acc2 int, acc3 int, acc4 int, sent int, owed int, suppressed int, mark1 instant?, mark2 instant?, mark3 instant?, mark4 instant?, policy_version int, next_level int, next_due_at instant?, events int, head blob) changes
UPDATE escalation
   SET state = :state, period = :period, priority = :priority, waiting = :waiting, since = :since,
       acc1 = :acc1, acc2 = :acc2, acc3 = :acc3, acc4 = :acc4,
       sent = :sent, owed = :owed, suppressed = :suppressed,
       mark1 = :mark1, mark2 = :mark2, mark3 = :mark3, mark4 = :mark4,
       policy_version = :policy_version, next_level = :next_level, next_due_at = :next_due_at,
       events = :events, head = :head
 WHERE casefile_id = :casefile;

-- query escalation_show_next(casefile casefile_id, level int, due instant) changes
-- unscoped: keeps the columns that queues sort by, for every reader of the case
UPDATE casefile SET next_rung = :level, next_due_at = :due
 WHERE id = :casefile AND (next_rung <> :level OR next_due_at <> :due);

-- query escalation_event_insert(id entry_id, casefile casefile_id, at instant, act int, level int, priority int, state int, period int, running bool, due_at instant?, old_due_at instant?, person person_id?, detail text, hash blob) exec
-- unscoped: written by the engine for every case
INSERT INTO escalation_event (id, casefile_id, at, act, level, priority, state, period, running, due_at, old_due_at, person_id, detail, hash)
VALUES (:id, :casefile, :at, :act, :level, :priority, :state, :period, :running, :due_at, :old_due_at, :person, :detail, :hash);

-- row escalation_event (id entry_id, casefile casefile_id, at instant, act int, level int, priority int, state int, period int, running bool, due_at instant?, old_due_at instant?, person person_id?, detail text, hash blob)

-- query escalation_events_of(first entry_id, before entry_id) each escalation_event
-- unscoped: for the check of the chain, and for pages whose reader has loaded the case
SELECT id, casefile_id, at, act, level, priority, state, period, running, due_at, old_due_at, person_id, detail, hash
  FROM escalation_event WHERE id > :first AND id < :before ORDER BY id;

-- query escalation_keep_drop(casefile casefile_id) exec
DELETE FROM escalation_kept WHERE casefile_id = :casefile;

-- query escalation_keep(casefile casefile_id) exec
INSERT INTO escalation_kept (casefile_id, state, period, priority, waiting, since, acc1, acc2, acc3, acc4,
       sent, owed, suppressed, mark1, mark2, mark3, mark4, policy_version)
SELECT casefile_id, state, period, priority, waiting, since, acc1, acc2, acc3, acc4,
       sent, owed, suppressed, mark1, mark2, mark3, mark4, policy_version
  FROM escalation WHERE casefile_id = :casefile;

-- query escalation_put_back(casefile casefile_id) changes
UPDATE escalation
   SET state = k.state, period = k.period, priority = k.priority, waiting = k.waiting, since = k.since,
       acc1 = k.acc1, acc2 = k.acc2, acc3 = k.acc3, acc4 = k.acc4, sent = k.sent, owed = k.owed, suppressed = k.suppressed,
       mark1 = k.mark1, mark2 = k.mark2, mark3 = k.mark3, mark4 = k.mark4, policy_version = k.policy_version
  FROM escalation_kept k WHERE escalation.casefile_id = :casefile AND k.casefile_id = :casefile;
