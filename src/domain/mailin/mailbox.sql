-- row mailbox (id mailbox_id, url text, folder text, user_name text, bearer bool, address text, afterwards int, move_to text, period int, uid_validity int, last_uid int, failures int, last_error text, looked_at instant?, seen_at instant?)

-- query mailbox_list() many mailbox
SELECT id, url, folder, user_name, bearer, address, afterwards, move_to, period, uid_validity, last_uid, failures, last_error, looked_at, seen_at
  FROM mailbox ORDER BY id LIMIT 50;

-- query mailbox_due(now instant) many mailbox
SELECT id, url, folder, user_name, bearer, address, afterwards, move_to, period, uid_validity, last_uid, failures, last_error, looked_at, seen_at
  FROM mailbox WHERE next_at <= :now ORDER BY next_at, id LIMIT 50;

-- query mailbox_secret(id mailbox_id) one (secret text)
SELECT secret FROM mailbox WHERE id = :id;

-- query mailbox_insert(url text, folder text, user text, secret text, bearer bool, address text, afterwards int, move_to text, period int, now instant) one (id mailbox_id)
-- named
INSERT INTO mailbox (url, folder, user_name, secret, bearer, address, afterwards, move_to, period, next_at, created_at)
VALUES (:url, :folder, :user, :secret, :bearer, :address, :afterwards, :move_to, :period, :now, :now) RETURNING id;

-- query mailbox_delete(id mailbox_id) changes
DELETE FROM mailbox WHERE id = :id;

-- query mailbox_renumber(id mailbox_id, validity int) exec
UPDATE mailbox SET uid_validity = :validity, last_uid = 0 WHERE id = :id;

-- query mailbox_set_uid(id mailbox_id, uid int) exec
UPDATE mailbox SET last_uid = :uid WHERE id = :id AND last_uid < :uid;

-- query mailbox_looked(id mailbox_id, now instant, next_at instant, failures int, why text) exec
UPDATE mailbox SET next_at = :next_at, failures = :failures, last_error = :why, looked_at = :now,
       seen_at = CASE WHEN :failures = 0 THEN :now ELSE seen_at END
 WHERE id = :id;
