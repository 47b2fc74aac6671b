-- row support_address (id support_address_id, address text, queue queue_id?, queue_name text?, product product_id?, product_code text?, language text, plus bool)

-- query support_address_by_text(address text) maybe support_address
SELECT a.id, a.address, a.queue_id, q.name AS queue_name, a.product_id, p.code AS product_code, a.language, a.plus
  FROM support_address a LEFT JOIN queue q ON q.id = a.queue_id LEFT JOIN product p ON p.id = a.product_id
 WHERE a.address = :address;

-- query support_address_list() many support_address
SELECT a.id, a.address, a.queue_id, q.name AS queue_name, a.product_id, p.code AS product_code, a.language, a.plus
  FROM support_address a LEFT JOIN queue q ON q.id = a.queue_id LEFT JOIN product p ON p.id = a.product_id
 ORDER BY a.address LIMIT 200;

-- query support_address_insert(address text, queue queue_id?, product product_id?, language text, plus bool, now instant) one (id support_address_id)
INSERT INTO support_address (address, queue_id, product_id, language, plus, created_at)
VALUES (:address, :queue, :product, :language, :plus, :now) RETURNING id;

-- query support_address_delete(id support_address_id) maybe (address text)
DELETE FROM support_address WHERE id = :id RETURNING address;

-- query support_address_count() one (count int)
SELECT count(*) FROM support_address;

-- query mail_in_insert(source text, key text, sha256 blob, size int, envelope_from text, envelope_to text, now instant, state int) maybe (id mail_in_id)
-- unscoped: noted before anybody has read it
INSERT INTO mail_in (source, source_key, sha256, size, envelope_from, envelope_to, received_at, state, next_at)
VALUES (:source, :key, :sha256, :size, :envelope_from, :envelope_to, :now, :state, :now)
ON CONFLICT (source_key) DO NOTHING RETURNING id;

-- row mail_due (id mail_in_id, sha256 blob)
-- query mail_due(now instant) many mail_due
-- unscoped: read by the worker
SELECT id, sha256 FROM mail_in WHERE next_at <= :now ORDER BY next_at, id LIMIT 50;

-- row mail_waiting (count int, oldest instant?)
-- query mail_in_waiting() one mail_waiting
-- unscoped: only a count, for metrics
SELECT count(*), min(received_at) FROM mail_in WHERE next_at > 0;

-- row mail_in (id mail_in_id, source text, sha256 blob, size int, envelope_from text, envelope_to text, received_at instant, state int, reason text, tries int, message_id text, from_name text, from_address text, to_text text, subject text, text text, reply text, html text, sealed int, sealed_keys text, signature int, signer text, signer_key text, person person_id?, casefile casefile_id?, entry entry_id?)

-- query mail_in_load(id mail_in_id) maybe mail_in
-- unscoped: the caller is the worker, or asks for MAY_WORK_CASE
SELECT id, source, sha256, size, envelope_from, envelope_to, received_at, state, reason, tries, message_id, from_name, from_address, to_text, subject,
       text, reply, html, sealed, sealed_keys, signature, signer, signer_key, person_id, casefile_id, entry_id
  FROM mail_in WHERE id = :id;

-- query mail_in_held(casefile casefile_id, state int) many mail_in
-- unscoped: for MAY_WORK_CASE
SELECT id, source, sha256, size, envelope_from, envelope_to, received_at, state, reason, tries, message_id, from_name, from_address, to_text, subject,
       text, reply, html, sealed, sealed_keys, signature, signer, signer_key, person_id, casefile_id, entry_id
  FROM mail_in WHERE casefile_id = :casefile AND state = :state ORDER BY id LIMIT 20;

-- row mail_in_line (id mail_in_id, received_at instant, source text, from_name text, from_address text, subject text, state int, reason text, size int, number text?)
-- query mail_in_page(state int, before mail_in_id) many mail_in_line
-- unscoped: for MAY_WORK_CASE
SELECT m.id, m.received_at, m.source, m.from_name, m.from_address, m.subject, m.state, m.reason, m.size, c.number
  FROM mail_in m LEFT JOIN casefile c ON c.id = m.casefile_id
 WHERE (:state = 0 OR m.state = :state) AND m.id < :before ORDER BY m.id DESC LIMIT 50;

-- row mail_entry (id mail_in_id, entry entry_id?, source text, from_name text, from_address text, to_text text, received_at instant, text text, reply text, html text, sealed int, sealed_keys text, signature int, signer text, signer_key text)
-- query mail_of_entries(first entry_id, last entry_id) many mail_entry
-- unscoped: the range is of a case that the caller has loaded for its reader
SELECT id, entry_id, source, from_name, from_address, to_text, received_at, text, reply, html, sealed, sealed_keys, signature, signer, signer_key
  FROM mail_in WHERE entry_id >= :first AND entry_id <= :last ORDER BY entry_id LIMIT 200;

-- query mail_in_set_letter(id mail_in_id, digest blob, message_id text, from_name text, from_address text, to_text text, subject text, text text, reply text, html text, person person_id?) exec
-- unscoped: written by the worker
-- named
UPDATE mail_in SET digest = :digest, message_id = :message_id, from_name = :from_name, from_address = :from_address, to_text = :to_text,
       subject = :subject, text = :text, reply = :reply, html = :html, person_id = :person
 WHERE id = :id;

-- query mail_in_set_seal(id mail_in_id, sealed int, keys text, signature int, signer text, signer_key text) exec
-- unscoped: written by the worker
UPDATE mail_in SET sealed = :sealed, sealed_keys = :keys, signature = :signature, signer = :signer, signer_key = :signer_key
 WHERE id = :id;

-- query mail_in_same(digest blob, id mail_in_id) maybe (id mail_in_id)
-- unscoped: asked by the worker
SELECT id FROM mail_in WHERE digest = :digest AND id <> :id AND next_at IS NULL ORDER BY id LIMIT 1;

-- query mail_in_finish(id mail_in_id, state int, reason text, casefile casefile_id?, entry entry_id?, by person_id?, now instant) exec
-- unscoped: written by the worker, or for MAY_WORK_CASE
UPDATE mail_in SET state = :state, reason = :reason, casefile_id = :casefile, entry_id = :entry, next_at = NULL,
       decided_by = :by, decided_at = :now
 WHERE id = :id;

-- query mail_in_again(id mail_in_id, next_at instant, reason text) exec
-- unscoped: written by the worker
UPDATE mail_in SET tries = tries + 1, next_at = :next_at, reason = :reason WHERE id = :id;

-- query mail_in_part_insert(mail mail_in_id, number int, name text, size int, sha256 blob) exec
INSERT INTO mail_in_part (mail_in_id, number, name, size, sha256) VALUES (:mail, :number, :name, :size, :sha256)
ON CONFLICT (mail_in_id, number) DO NOTHING;

-- row mail_in_part (number int, name text, size int, sha256 blob)
-- query mail_in_parts(mail mail_in_id) many mail_in_part
SELECT number, name, size, sha256 FROM mail_in_part WHERE mail_in_id = :mail ORDER BY number LIMIT 5000;

-- query mail_in_part_load(mail mail_in_id, number int) maybe mail_in_part
SELECT number, name, size, sha256 FROM mail_in_part WHERE mail_in_id = :mail AND number = :number;

-- query mail_in_entry(id mail_in_id) maybe (casefile casefile_id?, public bool?, redacted_at instant?)
-- unscoped: the caller loads the case for its reader
SELECT m.casefile_id, e.public, e.redacted_at FROM mail_in m LEFT JOIN entry e ON e.id = m.entry_id WHERE m.id = :id;

-- query mail_case_of_sent(message_id text) maybe (casefile casefile_id?)
-- unscoped: which case a mail of ours was about
SELECT casefile_id FROM outgoing WHERE message_id = :message_id ORDER BY id LIMIT 1;

-- query mail_case_of_received(message_id text) maybe (casefile casefile_id?)
-- unscoped: which case a mail went to
SELECT casefile_id FROM mail_in WHERE message_id = :message_id AND state = 2 AND casefile_id IS NOT NULL ORDER BY id LIMIT 1;

-- query mail_peer_robot(address text, at instant?) exec
INSERT INTO mail_peer (address, robot_at) VALUES (:address, :at)
ON CONFLICT (address) DO UPDATE SET robot_at = excluded.robot_at;


-- query mail_queue_by_id(id queue_id) maybe (name text)
SELECT name FROM queue WHERE id = :id;

-- query mail_queue_by_name(name text) maybe (id queue_id)
SELECT id FROM queue WHERE name = :name;

-- row mail_sent (id outbox_id, recipient text, casefile casefile_id?, rung rung_id?, state int, attempts int)
-- query mail_sent_by_id(id outbox_id) maybe mail_sent
-- unscoped: what a report is about
SELECT id, recipient, casefile_id, rung_id, state, attempts FROM outgoing WHERE id = :id;

-- query mail_sent_by_message(message_id text, recipient text) maybe mail_sent
-- unscoped: what a report is about
SELECT id, recipient, casefile_id, rung_id, state, attempts FROM outgoing WHERE message_id = :message_id AND recipient = :recipient;

-- query mail_sent_failed(id outbox_id, state int, why text) changes
-- unscoped: what a report is about
UPDATE outgoing SET state = :state, last_error = :why, next_at = NULL WHERE id = :id AND state <> :state;

-- query mail_peer_bounced(address text, now instant, why text) exec
INSERT INTO mail_peer (address, bounced_at, bounce_why) VALUES (:address, :now, :why)
ON CONFLICT (address) DO UPDATE SET bounced_at = excluded.bounced_at, bounce_why = excluded.bounce_why;

-- query mail_peer_heard(address text) exec
UPDATE mail_peer SET bounced_at = NULL, bounce_why = '' WHERE address = :address AND bounced_at IS NOT NULL;
