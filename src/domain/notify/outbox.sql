-- row outbox_line (id outbox_id, channel int, purpose text, recipient text, subject text, casefile_number text?, state int, attempts int, created_at instant, next_at instant?, sent_at instant?, last_error text, unsigned_why text)
-- query outbox_all(before outbox_id) many outbox_line
-- unscoped: for administrators
SELECT o.id, o.channel, o.purpose, o.recipient, o.subject, c.number AS casefile_number, o.state, o.attempts,
       o.created_at, o.next_at, o.sent_at, o.last_error, o.unsigned_why
  FROM outgoing o LEFT JOIN casefile c ON c.id = o.casefile_id
 WHERE o.id < :before ORDER BY o.id DESC LIMIT 100;

-- query outbox_in_state(state int, before outbox_id) many outbox_line
-- unscoped: for administrators
SELECT o.id, o.channel, o.purpose, o.recipient, o.subject, c.number AS casefile_number, o.state, o.attempts,
       o.created_at, o.next_at, o.sent_at, o.last_error, o.unsigned_why
  FROM outgoing o LEFT JOIN casefile c ON c.id = o.casefile_id
 WHERE o.state = :state AND o.id < :before ORDER BY o.id DESC LIMIT 100;

-- row outbox_totals (waiting int, delayed int, failed int, oldest instant?)
-- query outbox_count() one outbox_totals
-- unscoped: counts alone
SELECT (SELECT count(*) FROM outgoing WHERE state = 1) AS waiting,
       (SELECT count(*) FROM outgoing WHERE state = 1 AND attempts > 0) AS delayed,
       (SELECT count(*) FROM outgoing WHERE state = 3) AS failed,
       (SELECT min(created_at) FROM outgoing WHERE state = 1) AS oldest;

-- row outbox_unsigned (count int, at instant?, why text?)
-- query outbox_unsigned(since instant) one outbox_unsigned
-- unscoped: for administrators, nothing of the mails
SELECT (SELECT count(*) FROM outgoing WHERE unsigned_why <> '' AND sent_at > :since) AS count,
       (SELECT sent_at FROM outgoing WHERE unsigned_why <> '' AND sent_at > :since ORDER BY sent_at DESC LIMIT 1) AS at,
       (SELECT unsigned_why FROM outgoing WHERE unsigned_why <> '' AND sent_at > :since ORDER BY sent_at DESC LIMIT 1) AS why;

-- query outbox_again(id outbox_id, state int, now instant) changes
-- unscoped: by an administrator
UPDATE outgoing SET state = :state, next_at = :now WHERE id = :id AND state IN (1, 3);

-- query outbox_remove(id outbox_id, state int) changes
-- unscoped: by an administrator
UPDATE outgoing SET state = :state, next_at = NULL WHERE id = :id AND state IN (1, 3);

-- query outbox_recipient(id outbox_id) maybe (recipient text)
-- unscoped: for the audit log
SELECT recipient FROM outgoing WHERE id = :id;

-- row outbox_delivery (entry entry_id?, recipient text, state int, attempts int, sent_at instant?, last_error text)
-- query outbox_entries(casefile casefile_id, first entry_id, last entry_id) many outbox_delivery
-- unscoped: for who may work on the case
SELECT o.entry_id AS entry, o.recipient, o.state, o.attempts, o.sent_at, o.last_error FROM outgoing o
 WHERE o.entry_id >= :first AND o.entry_id <= :last AND o.casefile_id = :casefile
 ORDER BY o.entry_id, o.id LIMIT 1000;
