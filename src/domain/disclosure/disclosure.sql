-- row disclosure (id disclosure_id, number text, reporter person_id, reporter_name text, reporter_email text, reporter_locale text, organisation_name text?, state int, summary text, impact text, product text, release_text text, serial text, readers int, created_at instant, changed_at instant)

-- query disclosure_by_number(number text, sirt bool) maybe disclosure
SELECT d.id, d.number, d.reporter_id, p.name AS reporter_name, p.email, p.locale, o.name AS organisation_name, d.state,
       d.summary, d.impact, d.product, d.release_text, d.serial, d.readers, d.created_at, d.changed_at
  FROM disclosure d JOIN person p ON p.id = d.reporter_id LEFT JOIN organisation o ON o.id = d.organisation_id
 WHERE d.number = :number AND (:sirt = 1 OR d.reporter_id = :viewer);

-- query disclosure_by_id(id disclosure_id) maybe disclosure
-- unscoped: for handing over and its mails; what a reader gets goes by disclosure_by_number
SELECT d.id, d.number, d.reporter_id, p.name AS reporter_name, p.email, p.locale, o.name AS organisation_name, d.state,
       d.summary, d.impact, d.product, d.release_text, d.serial, d.readers, d.created_at, d.changed_at
  FROM disclosure d JOIN person p ON p.id = d.reporter_id LEFT JOIN organisation o ON o.id = d.organisation_id
 WHERE d.id = :id;

-- query disclosure_all(sirt bool, limit int) many disclosure
SELECT d.id, d.number, d.reporter_id, p.name AS reporter_name, p.email, p.locale, o.name AS organisation_name, d.state,
       d.summary, d.impact, d.product, d.release_text, d.serial, d.readers, d.created_at, d.changed_at
  FROM disclosure d JOIN person p ON p.id = d.reporter_id LEFT JOIN organisation o ON o.id = d.organisation_id
 WHERE :sirt = 1 AND :viewer >= 0
 ORDER BY d.changed_at DESC, d.id DESC LIMIT :limit;

-- query disclosure_own(limit int) many disclosure
SELECT d.id, d.number, d.reporter_id, p.name AS reporter_name, p.email, p.locale, o.name AS organisation_name, d.state,
       d.summary, d.impact, d.product, d.release_text, d.serial, d.readers, d.created_at, d.changed_at
  FROM disclosure d JOIN person p ON p.id = d.reporter_id LEFT JOIN organisation o ON o.id = d.organisation_id
 WHERE d.reporter_id = :viewer
 ORDER BY d.changed_at DESC, d.id DESC LIMIT :limit;

-- row disclosure_entry (id int, kind int, public bool, author person_id?, author_name text?, created_at instant, text text, markup text)
-- query disclosure_entry_page(disclosure disclosure_id, internal bool, before int, limit int) many disclosure_entry
-- unscoped: the caller has loaded the report for its reader
SELECT e.id, e.kind, e.public, e.author_id, p.name AS author_name, e.created_at, e.text, e.markup
  FROM disclosure_entry e LEFT JOIN person p ON p.id = e.author_id
 WHERE e.disclosure_id = :disclosure AND e.id < :before AND (:internal = 1 OR e.public = 1)
 ORDER BY e.id DESC LIMIT :limit;

-- query disclosure_entry_count(disclosure disclosure_id) one (count int)
-- unscoped: the verb has loaded the report for its actor
SELECT count(*) FROM disclosure_entry WHERE disclosure_id = :disclosure;

-- row disclosure_file (id int, name text, size int, sha256 blob, public bool, created_at instant)
-- query disclosure_file_list(disclosure disclosure_id, internal bool, limit int) many disclosure_file
-- unscoped: the caller has loaded the report for its reader
SELECT id, name, size, sha256, public, created_at FROM disclosure_file
 WHERE disclosure_id = :disclosure AND (:internal = 1 OR public = 1) ORDER BY id LIMIT :limit;

-- query disclosure_file_load(disclosure disclosure_id, internal bool, file int) maybe disclosure_file
-- unscoped: the caller has loaded the report for its reader
SELECT id, name, size, sha256, public, created_at FROM disclosure_file
 WHERE id = :file AND disclosure_id = :disclosure AND (:internal = 1 OR public = 1);

-- query disclosure_file_count(disclosure disclosure_id) one (count int)
-- unscoped: the verb has loaded the report for its actor
SELECT count(*) FROM disclosure_file WHERE disclosure_id = :disclosure;

-- query disclosure_file_insert(disclosure disclosure_id, name text, size int, sha256 blob, public bool, now instant, author person_id?) exec
-- unscoped: the verb has loaded the report for its actor
-- named
INSERT INTO disclosure_file (disclosure_id, name, size, sha256, public, created_at, author_id)
VALUES (:disclosure, :name, :size, :sha256, :public, :now, :author);

-- row disclosure_seen (name text, email text, how int)
-- query disclosure_seen_list(disclosure disclosure_id) many disclosure_seen
SELECT p.name, p.email, s.how FROM disclosure_seen s JOIN person p ON p.id = s.person_id
 WHERE s.disclosure_id = :disclosure ORDER BY p.name, p.id LIMIT 1000;

-- query disclosure_entry_insert(disclosure disclosure_id, kind int, public bool, author person_id?, now instant, text text, markup text) one (id int)
-- unscoped: the verb has loaded the report for its actor
INSERT INTO disclosure_entry (disclosure_id, kind, public, author_id, created_at, text, markup)
VALUES (:disclosure, :kind, :public, :author, :now, :text, :markup) RETURNING id;

-- query disclosure_touch(id disclosure_id, state int, now instant) exec
-- unscoped: the verb has loaded the report for its actor
UPDATE disclosure SET state = :state, changed_at = :now WHERE id = :id;

-- row disclosure_member (person person_id, email text, locale text)
-- query disclosure_members() many disclosure_member
SELECT p.id AS person, p.email, p.locale FROM person p
 WHERE (p.roles & 256) <> 0 AND p.disabled_at IS NULL ORDER BY p.id LIMIT 200;
