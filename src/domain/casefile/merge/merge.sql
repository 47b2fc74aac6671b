-- Copies that keep their times and writers; the old ones stay with the old number.
-- query merge_entries(away casefile_id, into casefile_id, base int) changes
-- unscoped: casefile_merge has asked
INSERT INTO entry (id, casefile_id, kind, public, author_id, by_staff, created_at, text, markup, phone, outgoing, seconds, redacted_at, redacted_by)
SELECT :into * 1048576 + :base + (e.id - :away * 1048576), :into, e.kind, e.public, e.author_id, e.by_staff, e.created_at,
       e.text, e.markup, e.phone, e.outgoing, e.seconds, e.redacted_at, e.redacted_by
  FROM entry e WHERE e.id > :away * 1048576 AND e.id < (:away + 1) * 1048576;

-- query merge_files(away casefile_id, into casefile_id, base int) exec
-- unscoped: casefile_merge has asked
UPDATE attachment SET casefile_id = :into, entry_id = :into * 1048576 + :base + (entry_id - :away * 1048576)
 WHERE casefile_id = :away;

-- query merge_counts(away casefile_id, into casefile_id) exec
-- unscoped: casefile_merge has asked
UPDATE casefile SET
  entry_count = entry_count + (SELECT a.entry_count FROM casefile a WHERE a.id = :away),
  public_count = public_count + (SELECT a.public_count FROM casefile a WHERE a.id = :away),
  file_count = file_count + (SELECT a.file_count FROM casefile a WHERE a.id = :away)
 WHERE id = :into;

-- query merge_watchers(away casefile_id, into casefile_id) changes
INSERT INTO casefile_watcher (casefile_id, person_id)
SELECT :into, w.person_id FROM casefile_watcher w WHERE w.casefile_id = :away
ON CONFLICT (casefile_id, person_id) DO NOTHING;

-- query merge_close(away casefile_id, into casefile_id, status int, files int, now instant, ours int, customer int, other int) changes
-- unscoped: the caller has asked
UPDATE casefile SET merged_into = :into, status = :status, is_open = 0, status_since = :now, changed_at = :now,
       closed_at = :now, resolved_at = COALESCE(resolved_at, :now), file_count = :files, version = version + 1,
       ours_us = ours_us + :ours, customer_us = customer_us + :customer, other_us = other_us + :other
 WHERE id = :away;

-- query merge_keep(away casefile_id, into casefile_id, now instant) exec
-- unscoped: casefile_merge has asked
INSERT INTO casefile_merge (away_id, into_id, merged_at, copied, into_entries, into_public, into_files, into_priority,
       away_files, away_status, away_since, away_resolved_at, away_closed_at, away_ours_us, away_customer_us, away_other_us)
SELECT a.id, i.id, :now, a.entry_count, i.entry_count, i.public_count, i.file_count, i.priority,
       a.file_count, a.status, a.status_since, a.resolved_at, a.closed_at, a.ours_us, a.customer_us, a.other_us
  FROM casefile a, casefile i WHERE a.id = :away AND i.id = :into;

-- query merge_keep_watchers(away casefile_id, into casefile_id) exec
INSERT INTO casefile_merge_watcher (away_id, person_id)
SELECT :away, w.person_id FROM casefile_watcher w
 WHERE w.casefile_id = :away AND w.person_id NOT IN (SELECT o.person_id FROM casefile_watcher o WHERE o.casefile_id = :into);

-- query merge_keep_watcher(away casefile_id, person person_id) exec
INSERT INTO casefile_merge_watcher (away_id, person_id) VALUES (:away, :person)
ON CONFLICT (away_id, person_id) DO NOTHING;

-- query merge_kept(away casefile_id, into casefile_id) exec
-- unscoped: casefile_merge has asked
UPDATE casefile_merge SET into_after = (SELECT i.entry_count FROM casefile i WHERE i.id = :into),
       away_after = (SELECT a.entry_count FROM casefile a WHERE a.id = :away)
 WHERE away_id = :away;

-- row merge_record (away casefile_id, into casefile_id, copied int, into_entries int, into_priority int, away_status int, into_after int, away_after int, away_now int)
-- query merge_record_of(number text) maybe merge_record
-- unscoped: the caller has loaded the case that it went into
SELECT m.away_id, m.into_id, m.copied, m.into_entries, m.into_priority, m.away_status, m.into_after, m.away_after, a.entry_count
  FROM casefile a JOIN casefile_merge m ON m.away_id = a.id WHERE a.number = :number;

-- query unmerge_files(away casefile_id, into casefile_id, base int, copied int) exec
-- unscoped: casefile_unmerge has asked
UPDATE attachment SET casefile_id = :away, entry_id = :away * 1048576 + (entry_id - :into * 1048576 - :base)
 WHERE casefile_id = :into AND entry_id > :into * 1048576 + :base AND entry_id <= :into * 1048576 + :base + :copied;

-- query unmerge_entries(into casefile_id, base int) changes
-- unscoped: casefile_unmerge has asked
DELETE FROM entry WHERE id > :into * 1048576 + :base AND id < (:into + 1) * 1048576;

-- query unmerge_into(into casefile_id, away casefile_id, now instant) exec
-- unscoped: casefile_unmerge has asked
UPDATE casefile SET entry_count = m.into_entries, public_count = m.into_public, file_count = m.into_files,
       changed_at = :now, version = version + 1
  FROM casefile_merge m WHERE casefile.id = :into AND m.away_id = :away;

-- query unmerge_away(away casefile_id, open bool, now instant) exec
-- unscoped: casefile_unmerge has asked
UPDATE casefile SET merged_into = NULL, status = m.away_status, is_open = :open, status_since = m.away_since,
       resolved_at = m.away_resolved_at, closed_at = m.away_closed_at, file_count = m.away_files,
       ours_us = m.away_ours_us, customer_us = m.away_customer_us, other_us = m.away_other_us,
       changed_at = :now, version = version + 1
  FROM casefile_merge m WHERE casefile.id = :away AND m.away_id = :away;

-- query unmerge_watchers(away casefile_id, into casefile_id) exec
DELETE FROM casefile_watcher WHERE casefile_id = :into AND person_id IN
  (SELECT w.person_id FROM casefile_merge_watcher w WHERE w.away_id = :away);

-- query merge_forget_watchers(away casefile_id) exec
DELETE FROM casefile_merge_watcher WHERE away_id = :away;

-- query merge_forget(away casefile_id) exec
DELETE FROM casefile_merge WHERE away_id = :away;
