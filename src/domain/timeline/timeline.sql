-- query entry_next(casefile casefile_id, public int, now instant, customer instant?, staff instant?) maybe (count int)
-- unscoped: the caller has checked the case; this only takes the next number
UPDATE casefile
   SET entry_count = entry_count + 1, public_count = public_count + :public,
       last_entry_at = :now, changed_at = :now, version = version + 1,
       last_customer_at = COALESCE(:customer, last_customer_at),
       last_staff_at = COALESCE(:staff, last_staff_at)
 WHERE id = :casefile RETURNING entry_count;

-- query entry_insert(id entry_id, casefile casefile_id, kind int, public bool, author person_id?, by_staff bool, now instant, text text, markup text, phone text, outgoing bool, duration int) exec
-- unscoped: the caller has checked the case
INSERT INTO entry (id, casefile_id, kind, public, author_id, by_staff, created_at, text, markup, phone, outgoing, seconds)
VALUES (:id, :casefile, :kind, :public, :author, :by_staff, :now, :text, :markup, :phone, :outgoing, :duration);

-- row entry (id entry_id, kind int, public bool, author person_id?, author_name text?, by_staff bool, created_at instant, text text, markup text, phone text, outgoing bool, seconds int, redacted_at instant?)

-- query entry_page(first entry_id, before entry_id, internal bool, limit int) many entry
-- unscoped: the range is of a case that the caller has loaded for its reader
SELECT e.id, e.kind, e.public, e.author_id, p.name, e.by_staff, e.created_at, e.text, e.markup, e.phone, e.outgoing, e.seconds, e.redacted_at
  FROM entry e LEFT JOIN person p ON p.id = e.author_id
 WHERE e.id > :first AND e.id < :before AND (:internal = 1 OR e.public = 1)
 ORDER BY e.id DESC LIMIT :limit;

-- query entry_recent(first entry_id, before entry_id, public bool, limit int) many entry
-- unscoped: for the brief, which only management gets
SELECT e.id, e.kind, e.public, e.author_id, p.name, e.by_staff, e.created_at, e.text, e.markup, e.phone, e.outgoing, e.seconds, e.redacted_at
  FROM entry e LEFT JOIN person p ON p.id = e.author_id
 WHERE e.id > :first AND e.id < :before AND e.public = :public AND e.kind <= 3
 ORDER BY e.id DESC LIMIT :limit;
