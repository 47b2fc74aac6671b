-- query twin_neighbours(casefile casefile_id) many (id casefile_id)
-- unscoped: only which cases may hold copies
-- bounded: links of one case
SELECT l.target_id AS id FROM casefile_link l WHERE l.casefile_id = :casefile AND l.kind IN (1, 4) AND l.target_id IS NOT NULL
 UNION SELECT c.merged_into FROM casefile c WHERE c.id = :casefile AND c.merged_into IS NOT NULL
 UNION SELECT s.source_id FROM casefile_split s WHERE s.made_id = :casefile
 UNION SELECT s.made_id FROM casefile_split s WHERE s.source_id = :casefile;

-- query twin_entries(other casefile_id, first entry_id, last entry_id) many (id entry_id, text text)
-- unscoped: what holds the same text is taken out with it
SELECT e.id, e.text FROM entry e
 WHERE e.id > :other * 1048576 AND e.id < (:other + 1) * 1048576 AND (e.id < :first OR e.id > :last) AND e.redacted_at IS NULL
   AND (e.created_at, e.kind, e.text) IN (SELECT o.created_at, o.kind, o.text FROM entry o
        WHERE o.id >= :first AND o.id <= :last AND o.kind <= 3 AND o.redacted_at IS NULL)
 ORDER BY e.id LIMIT 20000;

-- query entry_blank(entry entry_id, now instant, by person_id?) changes
-- unscoped: the case was loaded for its actor
UPDATE entry SET text = '', markup = '', redacted_at = :now, redacted_by = :by WHERE id = :entry AND redacted_at IS NULL;

-- query entry_blank_mail(entry entry_id) exec
-- unscoped: the case was loaded for its actor
UPDATE mail_in SET text = '', reply = '', html = '' WHERE entry_id = :entry;

-- What told of it, and must not be sent any more when it waits.
-- query entry_blank_outgoing(entry entry_id) exec
-- unscoped: the case was loaded for its actor
UPDATE outgoing SET text = '', html = '', next_at = NULL, state = CASE WHEN state = 1 THEN 4 ELSE state END
 WHERE entry_id = :entry;
