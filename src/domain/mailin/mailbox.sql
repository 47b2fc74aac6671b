-- row mailbox (id mailbox_id, url text, folder text, user_name text, bearer bool, address text, afterwards int, move_to text, period int, uid_validity int, last_uid int, failures int, last_error text, looked_at instant?, seen_at instant?, token_url text, client_id text, scope text, left_behind int)

-- query mailbox_list() many mailbox
SELECT id, url, folder, user_name, bearer, address, afterwards, move_to, period, uid_validity, last_uid, failures, last_error, looked_at, seen_at, token_url, client_id, scope, left_behind
  FROM mailbox ORDER BY id LIMIT 50;

-- query mailbox_due(now instant) many mailbox
SELECT id, url, folder, user_name, bearer, address, afterwards, move_to, period, uid_validity, last_uid, failures, last_error, looked_at, seen_at, token_url, client_id, scope, left_behind
  FROM mailbox WHERE next_at <= :now ORDER BY next_at, id LIMIT 50;

-- row mailbox_secrets (secret text, client_secret text, access_token text, access_until instant?)
-- query mailbox_secrets(id mailbox_id) one mailbox_secrets
SELECT secret, client_secret, access_token, access_until FROM mailbox WHERE id = :id;

-- query mailbox_insert(url text, folder text, user text, secret text, bearer bool, address text, afterwards int, move_to text, period int, token_url text, client_id text, client_secret text, scope text, now instant) one (id mailbox_id)
-- named
INSERT INTO mailbox (url, folder, user_name, secret, bearer, address, afterwards, move_to, period, token_url, client_id, client_secret, scope, next_at, created_at)
VALUES (:url, :folder, :user, :secret, :bearer, :address, :afterwards, :move_to, :period, :token_url, :client_id, :client_secret, :scope, :now, :now) RETURNING id;

-- query mailbox_delete(id mailbox_id) changes
DELETE FROM mailbox WHERE id = :id;

-- query mailbox_renumber(id mailbox_id, validity int) exec
UPDATE mailbox SET uid_validity = :validity, last_uid = 0, left_behind = 0 WHERE id = :id;

-- query mailbox_set_uid(id mailbox_id, uid int) exec
UPDATE mailbox SET last_uid = :uid WHERE id = :id AND last_uid < :uid;

-- query mailbox_leave(id mailbox_id, uid int) exec
UPDATE mailbox SET last_uid = :uid, left_behind = left_behind + 1 WHERE id = :id AND last_uid < :uid;

-- The message of a UID; its key is of mailbox.c.
-- query mailbox_message(key text) maybe (id mail_in_id)
-- unscoped: whether it is stored, nothing of it
SELECT id FROM mail_in WHERE source_key = :key;

-- query mailbox_set_secret(id mailbox_id, secret text, now instant) changes
UPDATE mailbox SET secret = :secret, access_token = '', access_until = NULL, failures = 0, last_error = '', next_at = :now
 WHERE id = :id;

-- query mailbox_set_token(id mailbox_id, secret text, access_token text, access_until instant) exec
UPDATE mailbox SET secret = :secret, access_token = :access_token, access_until = :access_until WHERE id = :id;

-- query mailbox_looked(id mailbox_id, now instant, next_at instant, failures int, why text) exec
UPDATE mailbox SET next_at = :next_at, failures = :failures, last_error = :why, looked_at = :now,
       seen_at = CASE WHEN :failures = 0 THEN :now ELSE seen_at END
 WHERE id = :id;
