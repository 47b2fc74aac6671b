-- include "domain/webhook/webhook_ids.h"

-- row webhook (id webhook_id, name text, url text, events int, secret text, old_secret text, old_until instant?, created_at instant, failing_since instant?, disabled_at instant?, ended_at instant?)
-- query webhook_list() many webhook
SELECT id, name, url, events, secret, old_secret, old_until, created_at, failing_since, disabled_at, ended_at
  FROM webhook WHERE ended_at IS NULL ORDER BY name, id LIMIT 100;

-- query webhook_load(id webhook_id) maybe webhook
SELECT id, name, url, events, secret, old_secret, old_until, created_at, failing_since, disabled_at, ended_at
  FROM webhook WHERE id = :id AND ended_at IS NULL;

-- query webhook_insert(name text, url text, events int, secret text, now instant, by person_id?) one (id webhook_id)
INSERT INTO webhook (name, url, events, secret, created_at, created_by)
VALUES (:name, :url, :events, :secret, :now, :by) RETURNING id;

-- query webhook_change(id webhook_id, name text, url text, events int) changes
UPDATE webhook SET name = :name, url = :url, events = :events, disabled_at = NULL, failing_since = NULL
 WHERE id = :id AND ended_at IS NULL;

-- query webhook_rotate(id webhook_id, secret text, until instant) changes
UPDATE webhook SET old_secret = secret, old_until = :until, secret = :secret WHERE id = :id AND ended_at IS NULL;

-- query webhook_end(id webhook_id, now instant) changes
UPDATE webhook SET ended_at = :now, secret = '', old_secret = '' WHERE id = :id AND ended_at IS NULL;

-- query webhook_worked(id webhook_id) changes
UPDATE webhook SET failing_since = NULL WHERE id = :id AND failing_since IS NOT NULL;

-- query webhook_failed(id webhook_id, now instant) one (since instant?)
UPDATE webhook SET failing_since = COALESCE(failing_since, :now) WHERE id = :id RETURNING failing_since AS since;

-- query webhook_disable(id webhook_id, now instant) changes
UPDATE webhook SET disabled_at = :now WHERE id = :id AND disabled_at IS NULL;

-- query webhook_case(casefile casefile_id) maybe (number text, summary text, priority int, status int, organisation_name text?, product_code text?, serial text, owner_name text?, reported_at instant, changed_at instant)
-- unscoped: told to programs that an administrator has named
SELECT number, summary, priority, status, organisation_name, product_code, serial, owner_name, reported_at, changed_at
  FROM casefile_listed WHERE id = :casefile;

-- query webhook_delivery_insert(webhook webhook_id, outgoing outbox_id, event int, now instant) exec
INSERT INTO webhook_delivery (webhook_id, outgoing_id, event, created_at) VALUES (:webhook, :outgoing, :event, :now);

-- row webhook_due (id outbox_id, delivery delivery_id, webhook webhook_id, event int, message_id text, text text, attempts int)
-- query webhook_due(now instant) many webhook_due
-- unscoped: read by the sender
SELECT o.id, d.id AS delivery, d.webhook_id, d.event, o.message_id, o.text, o.attempts
  FROM outgoing o JOIN webhook_delivery d ON d.outgoing_id = o.id
 WHERE o.channel = 3 AND o.next_at IS NOT NULL AND o.next_at <= :now
 ORDER BY o.next_at, o.id LIMIT 50;

-- row webhook_delivery (id delivery_id, event int, created_at instant, message_id text, text text, state int, attempts int, next_at instant?, sent_at instant?, last_error text)
-- query webhook_deliveries(webhook webhook_id, before delivery_id) many webhook_delivery
-- unscoped: for administrators
SELECT d.id, d.event, d.created_at, o.message_id, o.text, o.state, o.attempts, o.next_at, o.sent_at, o.last_error
  FROM webhook_delivery d JOIN outgoing o ON o.id = d.outgoing_id
 WHERE d.webhook_id = :webhook AND d.id < :before ORDER BY d.id DESC LIMIT 50;

-- query webhook_delivery_load(webhook webhook_id, id delivery_id) maybe webhook_delivery
-- unscoped: for administrators
SELECT d.id, d.event, d.created_at, o.message_id, o.text, o.state, o.attempts, o.next_at, o.sent_at, o.last_error
  FROM webhook_delivery d JOIN outgoing o ON o.id = d.outgoing_id
 WHERE d.webhook_id = :webhook AND d.id = :id;

-- query webhook_replay(webhook webhook_id, id delivery_id, now instant, waiting int) changes
-- unscoped: for administrators
UPDATE outgoing SET state = :waiting, next_at = :now, created_at = :now
 WHERE id = (SELECT d.outgoing_id FROM webhook_delivery d WHERE d.webhook_id = :webhook AND d.id = :id);

-- query webhook_attempt_add(delivery delivery_id, now instant, status int, request text, response text, fault text) exec
INSERT INTO webhook_attempt (delivery_id, number, at, status, request_head, response_head, fault)
VALUES (:delivery, 1 + (SELECT count(*) FROM webhook_attempt a WHERE a.delivery_id = :delivery), :now, :status, :request, :response, :fault);

-- row webhook_attempt (number int, at instant, status int, request_head text, response_head text, fault text)
-- query webhook_attempts(delivery delivery_id) many webhook_attempt
SELECT number, at, status, request_head, response_head, fault
  FROM webhook_attempt WHERE delivery_id = :delivery ORDER BY number DESC LIMIT 100;

-- query webhook_admins(role int) many (email text, id person_id)
SELECT email, id FROM person WHERE (roles & 4088) <> 0 AND (roles & :role) <> 0 AND disabled_at IS NULL ORDER BY name, id LIMIT 20;
