-- row phone_call (id call_id, outgoing bool, number text, shown text, extension text, agent person_id?, agent_name text?, caller person_id?, caller_name text?, caller_email text?, organisation_name text?, open_cases int, started_at instant, answered_at instant?, ended_at instant?, casefile casefile_id?, casefile_number text?)

-- query call_load(id call_id) maybe phone_call
-- unscoped: for the desk alone: call_load asks MAY_TAKE_CALLS
SELECT k.id, k.outgoing, k.number, k.shown, k.extension, k.agent_id, a.name AS agent_name, k.caller_id, p.name AS caller_name, p.email AS caller_email,
       (SELECT o.name FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = k.caller_id ORDER BY m.created_at, o.id LIMIT 1) AS organisation_name,
       (SELECT count(*) FROM casefile x WHERE x.contact_id = k.caller_id AND x.is_open = 1) AS open_cases,
       k.started_at, k.answered_at, k.ended_at, k.casefile_id, c.number AS casefile_number
  FROM phone_call k LEFT JOIN person a ON a.id = k.agent_id LEFT JOIN person p ON p.id = k.caller_id
  LEFT JOIN casefile c ON c.id = k.casefile_id
 WHERE k.id = :id;

-- query call_waiting(agent person_id, since instant) many phone_call
-- unscoped: for the desk alone: call_waiting asks MAY_TAKE_CALLS
SELECT k.id, k.outgoing, k.number, k.shown, k.extension, k.agent_id, a.name AS agent_name, k.caller_id, p.name AS caller_name, p.email AS caller_email,
       (SELECT o.name FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = k.caller_id ORDER BY m.created_at, o.id LIMIT 1) AS organisation_name,
       (SELECT count(*) FROM casefile x WHERE x.contact_id = k.caller_id AND x.is_open = 1) AS open_cases,
       k.started_at, k.answered_at, k.ended_at, k.casefile_id, c.number AS casefile_number
  FROM phone_call k LEFT JOIN person a ON a.id = k.agent_id LEFT JOIN person p ON p.id = k.caller_id
  LEFT JOIN casefile c ON c.id = k.casefile_id
 WHERE k.agent_id = :agent AND k.ended_at IS NULL AND k.started_at >= :since AND k.casefile_id IS NULL
 ORDER BY k.started_at DESC, k.id DESC LIMIT 10;

-- query call_of_case(casefile casefile_id) many phone_call
-- unscoped: for the desk alone: call_of_case asks MAY_TAKE_CALLS
SELECT k.id, k.outgoing, k.number, k.shown, k.extension, k.agent_id, a.name AS agent_name, k.caller_id, p.name AS caller_name, p.email AS caller_email,
       CAST(NULL AS text) AS organisation_name, CAST(0 AS bigint) AS open_cases,
       k.started_at, k.answered_at, k.ended_at, k.casefile_id, c.number AS casefile_number
  FROM phone_call k LEFT JOIN person a ON a.id = k.agent_id LEFT JOIN person p ON p.id = k.caller_id
  LEFT JOIN casefile c ON c.id = k.casefile_id
 WHERE k.casefile_id = :casefile
 ORDER BY k.started_at DESC, k.id DESC LIMIT 100;

-- query call_log(agent person_id, missed bool, before_at instant, before call_id, limit int) many phone_call
-- unscoped: for the desk alone: call_log asks MAY_TAKE_CALLS
SELECT k.id, k.outgoing, k.number, k.shown, k.extension, k.agent_id, a.name AS agent_name, k.caller_id, p.name AS caller_name, p.email AS caller_email,
       (SELECT o.name FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = k.caller_id ORDER BY m.created_at, o.id LIMIT 1) AS organisation_name,
       CAST(0 AS bigint) AS open_cases,
       k.started_at, k.answered_at, k.ended_at, k.casefile_id, c.number AS casefile_number
  FROM phone_call k LEFT JOIN person a ON a.id = k.agent_id LEFT JOIN person p ON p.id = k.caller_id
  LEFT JOIN casefile c ON c.id = k.casefile_id
 WHERE (:agent = 0 OR k.agent_id = :agent)
   AND (:missed = 0 OR (k.outgoing = 0 AND k.ended_at IS NOT NULL AND k.answered_at IS NULL))
   AND (k.started_at < :before_at OR (k.started_at = :before_at AND k.id < :before))
 ORDER BY k.started_at DESC, k.id DESC LIMIT :limit;

-- query call_insert(outgoing bool, number text, shown text, extension text, agent person_id?, caller person_id?, started instant, answered instant?, ended instant?, casefile casefile_id?) one (id call_id)
-- unscoped: written by a verb that asks MAY_TAKE_CALLS
INSERT INTO phone_call (outgoing, number, shown, extension, agent_id, caller_id, started_at, answered_at, ended_at, casefile_id)
VALUES (:outgoing, :number, :shown, :extension, :agent, :caller, :started, :answered, :ended, :casefile) RETURNING id;

-- query call_link(id call_id, casefile casefile_id, caller person_id?) changes
-- unscoped: written by a verb that asks MAY_TAKE_CALLS
UPDATE phone_call SET casefile_id = :casefile, caller_id = COALESCE(caller_id, :caller) WHERE id = :id;

-- query extension_of(person person_id) maybe (extension text)
SELECT extension FROM phone_extension WHERE person_id = :person;

-- query extension_owner(extension text) maybe (person person_id)
SELECT e.person_id FROM phone_extension e JOIN person p ON p.id = e.person_id
 WHERE e.extension = :extension AND p.disabled_at IS NULL;

-- query extension_put(person person_id, extension text) exec
INSERT INTO phone_extension (person_id, extension) VALUES (:person, :extension)
ON CONFLICT (person_id) DO UPDATE SET extension = excluded.extension;

-- query extension_drop(person person_id) exec
DELETE FROM phone_extension WHERE person_id = :person;
