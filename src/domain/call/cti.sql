-- query cti_key(id adapter_id) maybe (key blob)
SELECT key FROM cti_adapter WHERE id = :id AND ended_at IS NULL;

-- query cti_seen(id adapter_id, now instant) exec
UPDATE cti_adapter SET seen_at = :now WHERE id = :id;

-- query cti_event_put(adapter adapter_id, event text, hash blob, now instant) changes
INSERT INTO cti_event (adapter_id, event, hash, seen_at) VALUES (:adapter, :event, :hash, :now)
ON CONFLICT (adapter_id, event) DO NOTHING;

-- query cti_event_hash(adapter adapter_id, event text) one (hash blob)
SELECT hash FROM cti_event WHERE adapter_id = :adapter AND event = :event;

-- query cti_event_forget(before instant) exec
DELETE FROM cti_event WHERE seen_at < :before;

-- query cti_agent(adapter adapter_id, reference text) maybe (agent person_id?)
-- unscoped: an adapter's own call
SELECT agent_id FROM phone_call WHERE adapter_id = :adapter AND reference = :reference;

-- Events come in any order: what is known stays, the earliest start counts.
-- query cti_call_put(adapter adapter_id, reference text, outgoing bool, number text, shown text, extension text, agent person_id?, caller person_id?, started instant, answered instant?, ended instant?) one (id call_id, agent person_id?)
-- unscoped: an adapter's own call
INSERT INTO phone_call (adapter_id, reference, outgoing, number, shown, extension, agent_id, caller_id, started_at, answered_at, ended_at)
VALUES (:adapter, :reference, :outgoing, :number, :shown, :extension, :agent, :caller, :started, :answered, :ended)
ON CONFLICT (adapter_id, reference) DO UPDATE SET
  number = CASE WHEN phone_call.number = '' THEN excluded.number ELSE phone_call.number END,
  shown = CASE WHEN phone_call.shown = '' THEN excluded.shown ELSE phone_call.shown END,
  extension = CASE WHEN excluded.extension = '' THEN phone_call.extension ELSE excluded.extension END,
  agent_id = COALESCE(excluded.agent_id, phone_call.agent_id),
  caller_id = COALESCE(phone_call.caller_id, excluded.caller_id),
  started_at = CASE WHEN excluded.started_at < phone_call.started_at THEN excluded.started_at ELSE phone_call.started_at END,
  answered_at = COALESCE(phone_call.answered_at, excluded.answered_at),
  ended_at = COALESCE(phone_call.ended_at, excluded.ended_at)
RETURNING id, agent_id;

-- query cti_adapter_insert(name text, key blob, now instant, by person_id?) one (id adapter_id)
INSERT INTO cti_adapter (name, key, created_at, created_by) VALUES (:name, :key, :now, :by) RETURNING id;

-- query cti_adapter_end(id adapter_id, now instant) changes
UPDATE cti_adapter SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- row cti_adapter (id adapter_id, name text, created_at instant, created_by text?, seen_at instant?, ended_at instant?)
-- query cti_adapter_list() many cti_adapter
SELECT a.id, a.name, a.created_at, p.name AS created_by, a.seen_at, a.ended_at
  FROM cti_adapter a LEFT JOIN person p ON p.id = a.created_by ORDER BY a.ended_at IS NOT NULL, a.name LIMIT 100;
