-- query sign_in_failures(subject text) maybe (failures int, last_at instant)
SELECT failures, last_at FROM sign_in_failure WHERE subject = :subject;

-- query sign_in_failed(subject text, now instant, forget instant) exec
INSERT INTO sign_in_failure (subject, failures, first_at, last_at) VALUES (:subject, 1, :now, :now)
ON CONFLICT (subject) DO UPDATE SET
  failures = CASE WHEN sign_in_failure.last_at < :forget THEN 1 ELSE sign_in_failure.failures + 1 END,
  last_at = excluded.last_at;

-- query sign_in_succeeded(subject text) exec
DELETE FROM sign_in_failure WHERE subject = :subject;
