-- The case that it was opened as: those merged into it, and mails that joined it later, stay sealed.
-- query handback_case(report disclosure_id) maybe (id casefile_id, number text, entry_count int)
-- unscoped: for the SIRT, which the verb has asked
SELECT c.id, c.number, c.entry_count FROM casefile c
 WHERE c.disclosure_id = :report AND c.merged_into IS NULL ORDER BY c.id LIMIT 1;

-- query handback_unseal(casefile casefile_id, report disclosure_id, now instant) exec
-- unscoped: the verb has asked
UPDATE casefile SET disclosure_id = NULL, summary = d.summary, impact = d.impact, serial = d.serial, release_text = d.release_text,
       product_id = (SELECT p.id FROM product p WHERE p.code = d.product),
       asset_id = (SELECT a.id FROM asset a WHERE a.serial = d.serial AND a.organisation_id = d.organisation_id),
       changed_at = :now, version = version + 1
  FROM disclosure d WHERE casefile.id = :casefile AND d.id = :report;

-- What people had written before the report was; the program's notes of that moment stay in it.
-- query handback_entries(casefile casefile_id, base int, report disclosure_id, until instant) changes
-- unscoped: the verb has asked
INSERT INTO entry (id, casefile_id, kind, public, author_id, by_staff, created_at, text, markup, phone, outgoing, seconds)
SELECT :casefile * 1048576 + :base + ROW_NUMBER() OVER (ORDER BY e.id), :casefile, CASE WHEN e.public = 1 THEN 1 ELSE 2 END, e.public,
       e.author_id, CASE WHEN (p.roles & 4088) <> 0 THEN 1 ELSE 0 END, e.created_at, e.text, e.markup, '', 0, 0
  FROM disclosure_entry e LEFT JOIN person p ON p.id = e.author_id
 WHERE e.disclosure_id = :report AND e.kind = 0 AND (e.created_at < :until OR (e.created_at = :until AND e.author_id IS NOT NULL));

-- query handback_count(casefile casefile_id, base int, entries int) exec
-- unscoped: the verb has asked
UPDATE casefile SET entry_count = entry_count + :entries,
       public_count = public_count + (SELECT count(*) FROM entry e
         WHERE e.id > :casefile * 1048576 + :base AND e.id <= :casefile * 1048576 + :base + :entries AND e.public = 1)
 WHERE id = :casefile;

-- query handback_files(report disclosure_id, until instant) many (name text, size int, sha256 blob, public bool, created_at instant, author person_id?)
-- unscoped: the verb has asked
-- bounded: as many as the case had, and its mails
SELECT name, size, sha256, public, created_at, author_id FROM disclosure_file
 WHERE disclosure_id = :report AND created_at <= :until ORDER BY id;
