-- row account_secret (password_hash text, password_at instant?, totp_secret blob?, totp_pending blob?, totp_last_step int)

-- query account_secret_load(person person_id) maybe account_secret
SELECT password_hash, password_at, totp_secret, totp_pending, totp_last_step
  FROM account_secret WHERE person_id = :person;

-- query account_password_put(person person_id, hash text, now instant) exec
INSERT INTO account_secret (person_id, password_hash, password_at) VALUES (:person, :hash, :now)
ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, password_at = excluded.password_at;

-- query totp_pending_put(person person_id, secret blob) exec
INSERT INTO account_secret (person_id, totp_pending) VALUES (:person, :secret)
ON CONFLICT (person_id) DO UPDATE SET totp_pending = excluded.totp_pending;

-- query totp_enable(person person_id, step int) changes
UPDATE account_secret SET totp_secret = totp_pending, totp_pending = NULL, totp_last_step = :step
 WHERE person_id = :person AND totp_pending IS NOT NULL;

-- query totp_disable(person person_id) changes
UPDATE account_secret SET totp_secret = NULL, totp_pending = NULL WHERE person_id = :person AND totp_secret IS NOT NULL;

-- query totp_spend(person person_id, step int) changes
UPDATE account_secret SET totp_last_step = :step WHERE person_id = :person AND totp_last_step < :step;

-- query recovery_insert(person person_id, hash blob) exec
INSERT INTO recovery_code (person_id, code_hash) VALUES (:person, :hash);

-- query recovery_clear(person person_id) exec
DELETE FROM recovery_code WHERE person_id = :person;

-- query recovery_spend(person person_id, hash blob, now instant) changes
UPDATE recovery_code SET used_at = :now WHERE person_id = :person AND code_hash = :hash AND used_at IS NULL;
