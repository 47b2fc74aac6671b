-- query outgoing_insert(channel int, purpose text, recipient text, person person_id?, casefile casefile_id?, entry entry_id?, rung rung_id?, message_id text, subject text, text text, html text, headers text, state int, now instant, next_at instant, digest bool) maybe (id outbox_id)
-- unscoped: queued by the verb that has something to tell
INSERT INTO outgoing (channel, purpose, recipient, person_id, casefile_id, entry_id, rung_id, message_id,
       subject, text, html, headers, state, created_at, next_at, digest)
VALUES (:channel, :purpose, :recipient, :person, :casefile, :entry, :rung, :message_id,
       :subject, :text, :html, :headers, :state, :now, :next_at, :digest)
ON CONFLICT (message_id, recipient) DO NOTHING
RETURNING id;

-- row outgoing (id outbox_id, channel int, purpose text, recipient text, person person_id?, casefile casefile_id?, rung rung_id?, message_id text, subject text, text text, html text, headers text, attempts int, created_at instant, digest bool)
-- query outgoing_due(now instant) many outgoing
-- unscoped: read by the sender
SELECT id, channel, purpose, recipient, person_id, casefile_id, rung_id, message_id,
       subject, text, html, headers, attempts, created_at, digest
  FROM outgoing
 WHERE next_at <= :now AND channel <> 3
 ORDER BY next_at, id LIMIT 100;

-- query outgoing_due_hooks(now instant) many outgoing
-- unscoped: read by the sender
SELECT id, channel, purpose, recipient, person_id, casefile_id, rung_id, message_id,
       subject, text, html, headers, attempts, created_at, digest
  FROM outgoing
 WHERE next_at <= :now AND channel = 2
 ORDER BY next_at, id LIMIT 100;

-- query outgoing_due_briefs(now instant) many outgoing
-- unscoped: read by the sender
SELECT id, channel, purpose, recipient, person_id, casefile_id, rung_id, message_id,
       subject, text, html, headers, attempts, created_at, digest
  FROM outgoing
 WHERE rung_id IS NOT NULL AND next_at <= :now
 ORDER BY next_at, id LIMIT 100;

-- query digest_due(person person_id, now instant) many outgoing
-- unscoped: read by the sender
SELECT id, channel, purpose, recipient, person_id, casefile_id, rung_id, message_id,
       subject, text, html, headers, attempts, created_at, digest
  FROM outgoing
 WHERE digest = 1 AND person_id = :person AND next_at <= :now ORDER BY id LIMIT 100;

-- query digest_reader(person person_id) maybe (locale text)
SELECT locale FROM person WHERE id = :person;

-- query outgoing_next() maybe (at instant)
-- unscoped: says only when
SELECT next_at FROM outgoing WHERE next_at IS NOT NULL AND channel <> 3 ORDER BY next_at LIMIT 1;

-- query outgoing_sent(id outbox_id, state int, now instant) changes
-- unscoped: written by the sender
UPDATE outgoing SET state = :state, sent_at = :now, next_at = NULL, attempts = attempts + 1, last_error = ''
 WHERE id = :id AND next_at IS NOT NULL;

-- query outgoing_set_unsigned(id outbox_id, why text) exec
-- unscoped: written by the sender
UPDATE outgoing SET unsigned_why = :why WHERE id = :id;

-- query outgoing_failure(id outbox_id) maybe (attempts int, created_at instant)
-- unscoped: read by the sender
SELECT attempts, created_at FROM outgoing WHERE id = :id AND next_at IS NOT NULL;

-- query outgoing_failed(id outbox_id, state int, next_at instant?, why text) changes
-- unscoped: written by the sender
UPDATE outgoing SET state = :state, next_at = :next_at, attempts = attempts + 1, last_error = :why
 WHERE id = :id;

-- query outgoing_withdraw(rung rung_id, state int) changes
-- unscoped: the caller may answer for the rung
UPDATE outgoing SET state = :state, next_at = NULL WHERE rung_id = :rung AND next_at IS NOT NULL;

-- query mail_key_insert(secret blob) exec
INSERT INTO mail_key (id, secret) VALUES (1, :secret) ON CONFLICT (id) DO NOTHING;

-- query mail_key_load() maybe (secret blob)
SELECT secret FROM mail_key WHERE id = 1;

-- query mail_peer_load(address text) maybe (robot_at instant?, bounced_at instant?)
SELECT robot_at, bounced_at FROM mail_peer WHERE address = :address;

-- query outgoing_recent(recipient text, since instant) one (count int)
-- unscoped: only a count
SELECT count(*) FROM outgoing WHERE recipient = :recipient AND created_at > :since AND purpose = 'case';
