-- row intake (id intake_id, casefile casefile_id, name text, created_at instant, creator person_id, creator_name text, expires_at instant, ended_at instant?, used_at instant?, files int, bytes int)
-- query intake_list(casefile casefile_id) many intake
SELECT i.id, i.casefile_id, i.name, i.created_at, i.created_by AS creator, p.name AS creator_name, i.expires_at, i.ended_at, i.used_at, i.files, i.bytes
  FROM casefile_intake i JOIN person p ON p.id = i.created_by
 WHERE i.casefile_id = :casefile ORDER BY i.id DESC LIMIT 100;

-- query intake_by_secret(hash blob) maybe intake
SELECT i.id, i.casefile_id, i.name, i.created_at, i.created_by AS creator, p.name AS creator_name, i.expires_at, i.ended_at, i.used_at, i.files, i.bytes
  FROM casefile_intake i JOIN person p ON p.id = i.created_by
 WHERE i.secret_hash = :hash;

-- query intake_running(casefile casefile_id, now instant) one (n int)
SELECT count(*) FROM casefile_intake WHERE casefile_id = :casefile AND ended_at IS NULL AND expires_at > :now;

-- query intake_insert(casefile casefile_id, hash blob, name text, now instant, by person_id, expires instant) one (id intake_id)
INSERT INTO casefile_intake (casefile_id, secret_hash, name, created_at, created_by, expires_at)
VALUES (:casefile, :hash, :name, :now, :by, :expires) RETURNING id;

-- query intake_end(id intake_id, casefile casefile_id, now instant) changes
UPDATE casefile_intake SET ended_at = :now WHERE id = :id AND casefile_id = :casefile AND ended_at IS NULL;

-- query intake_count(id intake_id, bytes int, now instant) exec
UPDATE casefile_intake SET files = files + 1, bytes = bytes + :bytes, used_at = :now WHERE id = :id;
