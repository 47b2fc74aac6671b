-- row attachment (id attachment_id, casefile casefile_id, name text, type text, size int, sha256 blob, public bool, created_at instant, author person_id?, author_name text?, redacted_at instant?, restricted_at instant?)

-- query attachment_list(casefile casefile_id, internal bool, limit int) many attachment
SELECT a.id, a.casefile_id, a.name, a.type, a.size, a.sha256, a.public, a.created_at, a.created_by, p.name AS author_name, a.redacted_at, a.restricted_at
  FROM attachment a LEFT JOIN person p ON p.id = a.created_by
 WHERE a.casefile_id = :casefile AND (:internal = 1 OR a.public = 1)
   AND a.redacted_at IS NULL AND a.restricted_at IS NULL
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = a.casefile_id AND x.person_id = :viewer))
 ORDER BY a.id DESC LIMIT :limit;

-- query attachment_by_id(id attachment_id) maybe attachment
SELECT a.id, a.casefile_id, a.name, a.type, a.size, a.sha256, a.public, a.created_at, a.created_by, p.name AS author_name, a.redacted_at, a.restricted_at
  FROM attachment a LEFT JOIN person p ON p.id = a.created_by
 WHERE a.id = :id AND (:viewer_staff = 1 OR (a.public = 1 AND EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = a.casefile_id AND x.person_id = :viewer)));

-- query attachment_insert(casefile casefile_id, entry entry_id, name text, type text, size int, sha256 blob, public bool, now instant, author person_id?) one (id attachment_id)
-- unscoped: the caller has loaded the case for its actor
INSERT INTO attachment (casefile_id, entry_id, name, type, size, sha256, public, created_at, created_by)
VALUES (:casefile, :entry, :name, :type, :size, :sha256, :public, :now, :author) RETURNING id;

-- query casefile_count_file(id casefile_id) exec
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET file_count = file_count + 1 WHERE id = :id;

-- row upload (id upload_id, person person_id, casefile casefile_id?, name text, size int, finished_at instant?)

-- query upload_by_secret(hash blob, person person_id) maybe upload
SELECT id, person_id, casefile_id, name, size, finished_at FROM upload
 WHERE secret_hash = :hash AND person_id = :person;

-- query upload_insert(hash blob, person person_id, casefile casefile_id, name text, size int, now instant) exec
INSERT INTO upload (secret_hash, person_id, casefile_id, name, size, created_at)
VALUES (:hash, :person, :casefile, :name, :size, :now);

-- query upload_drop(id upload_id) exec
DELETE FROM upload WHERE id = :id AND finished_at IS NULL;

-- query upload_finish(id upload_id, sha256 blob, now instant) changes
UPDATE upload SET finished_at = :now, attached_at = :now, sha256 = :sha256 WHERE id = :id AND finished_at IS NULL;
