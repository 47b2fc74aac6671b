-- row inspection (attachment attachment_id, casefile casefile_id, name text, public bool, state int, findings text, ignored text, original int, copy attachment_id?, copy_name text?)

-- query inspection_of_case(casefile casefile_id, internal bool) many inspection
-- unscoped: the caller has loaded the case for its reader
SELECT i.attachment_id, a.casefile_id, a.name, a.public, i.state, i.findings, i.ignored, i.original, i.copy_id, k.name AS copy_name
  FROM inspection i JOIN attachment a ON a.id = i.attachment_id LEFT JOIN attachment k ON k.id = i.copy_id
 WHERE a.casefile_id = :casefile AND i.state <> 2 AND (:internal = 1 OR a.public = 1)
 ORDER BY i.attachment_id DESC LIMIT 20;

-- query inspection_by_id(attachment attachment_id, casefile casefile_id, internal bool) maybe inspection
-- unscoped: the caller has loaded the case for its reader
SELECT i.attachment_id, a.casefile_id, a.name, a.public, i.state, i.findings, i.ignored, i.original, i.copy_id, k.name AS copy_name
  FROM inspection i JOIN attachment a ON a.id = i.attachment_id LEFT JOIN attachment k ON k.id = i.copy_id
 WHERE i.attachment_id = :attachment AND a.casefile_id = :casefile AND (:internal = 1 OR a.public = 1);

-- query inspection_set_ignored(attachment attachment_id, ignored text) changes
UPDATE inspection SET ignored = :ignored WHERE attachment_id = :attachment AND state = 1;

-- query inspection_set_redact(attachment attachment_id, original int, by person_id?, now instant) changes
UPDATE inspection SET state = 4, original = :original, asked_by = :by, attempts = 0, queued_at = :now, done_at = NULL
 WHERE attachment_id = :attachment AND state = 1;

-- row inspection_job (attachment attachment_id, casefile casefile_id, state int, attempts int, ignored text, original int, asked_by person_id?, asked_name text?, asked_email text?, name text, public bool, size int, sha256 blob, author person_id?)
-- query inspection_next() maybe inspection_job
-- unscoped: the program's own work
SELECT i.attachment_id, a.casefile_id, i.state, i.attempts, i.ignored, i.original, i.asked_by, p.name AS asked_name, p.email AS asked_email,
       a.name, a.public, a.size, a.sha256, a.created_by
  FROM inspection i JOIN attachment a ON a.id = i.attachment_id LEFT JOIN person p ON p.id = i.asked_by
 WHERE i.done_at IS NULL ORDER BY i.queued_at, i.attachment_id LIMIT 1;

-- query inspection_tried(attachment attachment_id) exec
UPDATE inspection SET attempts = attempts + 1 WHERE attachment_id = :attachment;

-- query inspection_end(attachment attachment_id, state int, now instant) exec
UPDATE inspection SET state = :state, done_at = :now WHERE attachment_id = :attachment;

-- query inspection_set_findings(attachment attachment_id, state int, findings text, now instant) exec
UPDATE inspection SET state = :state, findings = :findings, done_at = :now WHERE attachment_id = :attachment;

-- query inspection_set_copy(attachment attachment_id, copy attachment_id, now instant) exec
UPDATE inspection SET state = 5, copy_id = :copy, done_at = :now WHERE attachment_id = :attachment;

-- query inspection_restrict(id attachment_id, now instant) exec
-- unscoped: the copy has been made by who may
UPDATE attachment SET restricted_at = :now WHERE id = :id;

-- query inspection_remove(id attachment_id, now instant) exec
-- unscoped: the copy has been made by who may
UPDATE attachment SET redacted_at = :now WHERE id = :id;

-- query inspection_twins(casefile casefile_id, attachment attachment_id) many (id attachment_id, public bool)
-- unscoped: copies of a file keep its time and have its secrets
SELECT a.id, a.public FROM attachment a JOIN attachment o ON o.sha256 = a.sha256 AND o.created_at = a.created_at
 WHERE o.id = :attachment AND a.casefile_id = :casefile AND a.id <> :attachment AND a.redacted_at IS NULL AND a.restricted_at IS NULL
 ORDER BY a.id LIMIT 1000;

-- query inspection_set_device(id casefile_id, serial text, asset asset_id?, contract contract_id?, entitlement int, product product_id?, release release_id?, release_text text, now instant) exec
-- unscoped: the caller has loaded the case for its actor
UPDATE casefile SET serial = :serial, asset_id = :asset, contract_id = :contract, entitlement = :entitlement, product_id = :product,
       release_id = :release, release_text = :release_text, changed_at = :now, version = version + 1 WHERE id = :id;

-- query inspection_release(product product_id, name text) maybe (release release_id, name text)
SELECT r.id, r.name FROM release r JOIN product_release pr ON pr.release_id = r.id
 WHERE pr.product_id = :product AND r.name = :name;
