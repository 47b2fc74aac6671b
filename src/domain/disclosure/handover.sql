-- query disclosure_insert(number text, reporter person_id, organisation organisation_id?, state int, summary text, impact text, product text, release text, serial text, now instant) one (id disclosure_id)
-- unscoped: made of a case that the verb has loaded for its actor
-- named
INSERT INTO disclosure (number, reporter_id, organisation_id, state, summary, impact, product, release_text, serial, readers, created_at, changed_at)
VALUES (:number, :reporter, :organisation, :state, :summary, :impact, :product, :release, :serial, 0, :now, :now) RETURNING id;

-- query handover_leads(casefile casefile_id) one (children int)
SELECT count(*) AS children FROM incident_child WHERE parent_id = :casefile;

-- query handover_merged(casefile casefile_id) many (id casefile_id)
SELECT target_id AS id FROM casefile_link WHERE casefile_id = :casefile AND kind = 4 LIMIT 1000;

-- query handover_words(casefile casefile_id) many (word text)
-- bounded: tags and links of one case
SELECT target AS word FROM casefile_link WHERE casefile_id = :casefile
 UNION ALL SELECT tag FROM casefile_tag WHERE casefile_id = :casefile;

-- query handover_hooks(casefile casefile_id) many (name text)
-- unscoped: names of webhooks alone
SELECT DISTINCT w.name FROM outgoing o JOIN webhook_delivery d ON d.outgoing_id = o.id
  JOIN webhook w ON w.id = d.webhook_id
 WHERE o.casefile_id = :casefile AND o.state = 2 ORDER BY w.name LIMIT 200;

-- query handover_readers(report disclosure_id, casefile casefile_id) exec
-- unscoped: a number of people
UPDATE disclosure SET readers = (SELECT count(DISTINCT x.person_id) FROM casefile_reader x WHERE x.casefile_id = :casefile)
 WHERE id = :report;

-- query handover_seen(report disclosure_id, casefile casefile_id) exec
-- unscoped: names of people, for the SIRT
INSERT INTO disclosure_seen (disclosure_id, person_id, how)
SELECT :report, x.person_id, CAST(sum(x.how) AS bigint) FROM (
  SELECT e.author_id AS person_id, 1 AS how FROM entry e WHERE e.id > :casefile * 1048576 AND e.id < (:casefile + 1) * 1048576
  UNION SELECT o.person_id, 2 FROM outgoing o WHERE o.casefile_id = :casefile AND o.state = 2
  UNION SELECT w.person_id, 4 FROM casefile_watcher w WHERE w.casefile_id = :casefile
  UNION SELECT c.owner_id, 8 FROM casefile c WHERE c.id = :casefile
  UNION SELECT p.person_id, 16 FROM presence p WHERE p.casefile_id = :casefile) x
 WHERE x.person_id IS NOT NULL AND x.person_id <> (SELECT d.reporter_id FROM disclosure d WHERE d.id = :report)
 GROUP BY x.person_id
ON CONFLICT (disclosure_id, person_id) DO UPDATE SET how = disclosure_seen.how | excluded.how;

-- query handover_entries(report disclosure_id, casefile casefile_id) exec
-- unscoped: the verb has loaded the case for its actor
INSERT INTO disclosure_entry (disclosure_id, public, author_id, created_at, text, markup)
SELECT :report, e.public, e.author_id, e.created_at, e.text, e.markup FROM entry e
 WHERE e.id > :casefile * 1048576 AND e.id < (:casefile + 1) * 1048576 AND e.kind <= 3 AND e.redacted_at IS NULL
 ORDER BY e.id;

-- query handover_files(report disclosure_id, casefile casefile_id) exec
-- unscoped: the verb has loaded the case for its actor
INSERT INTO disclosure_file (disclosure_id, name, size, sha256, public, created_at, author_id)
SELECT :report, a.name, a.size, a.sha256, a.public, a.created_at, a.created_by FROM attachment a
 WHERE a.casefile_id = :casefile AND a.redacted_at IS NULL AND a.restricted_at IS NULL ORDER BY a.id;

-- query handover_mails(report disclosure_id, casefile casefile_id) exec
-- unscoped: the verb has loaded the case for its actor
INSERT INTO disclosure_file (disclosure_id, name, size, sha256, public, created_at, author_id)
SELECT :report, 'message.eml', m.size, m.sha256, 0, m.received_at, m.person_id FROM mail_in m
 WHERE m.casefile_id = :casefile ORDER BY m.id;

-- What is left.

-- query wipe_case(casefile casefile_id, now instant) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE casefile SET summary = 'Handed to the SIRT', impact = '', product_id = NULL, release_id = NULL, release_text = '',
       asset_id = NULL, serial = '', next_action = '', next_action_at = NULL,
       changed_at = :now, version = version + 1 WHERE id = :casefile;

-- query seal_case(casefile casefile_id, report disclosure_id) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE casefile SET disclosure_id = :report WHERE id = :casefile;

-- query wipe_entries(casefile casefile_id, by person_id?, now instant) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE entry SET text = '', markup = '', redacted_at = :now, redacted_by = :by
 WHERE id > :casefile * 1048576 AND id < (:casefile + 1) * 1048576 AND kind <= 3;

-- query wipe_events(casefile casefile_id) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE entry SET kind = 6, text = 'Taken out: the SIRT has this case.', markup = ''
 WHERE id > :casefile * 1048576 AND id < (:casefile + 1) * 1048576 AND kind > 3;

-- query wipe_mails(casefile casefile_id, nothing blob) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE mail_in SET text = '', reply = '', html = '', subject = '', size = 0, sha256 = :nothing WHERE casefile_id = :casefile;

-- query wipe_mail_parts(casefile casefile_id) exec
-- unscoped: the verb has loaded the case for its actor
DELETE FROM mail_in_part WHERE mail_in_id IN (SELECT id FROM mail_in WHERE casefile_id = :casefile);

-- query wipe_files(casefile casefile_id, nothing blob, now instant) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE attachment SET name = 'file', size = 0, sha256 = :nothing, redacted_at = :now WHERE casefile_id = :casefile;

-- query wipe_file_twins(other casefile_id, casefile casefile_id, now instant) exec
-- unscoped: copies that a split made of files of the case
UPDATE attachment SET name = 'file', redacted_at = :now
 WHERE casefile_id = :other AND redacted_at IS NULL
   AND (sha256, created_at) IN (SELECT a.sha256, a.created_at FROM attachment a WHERE a.casefile_id = :casefile AND a.redacted_at IS NULL);

-- query wipe_inherited(other casefile_id, impact text, release text, now instant) exec
-- unscoped: free words that a split took over from the case
UPDATE casefile SET impact = CASE WHEN impact = :impact THEN '' ELSE impact END,
       release_text = CASE WHEN release_text = :release THEN '' ELSE release_text END,
       changed_at = :now, version = version + 1 WHERE id = :other;

-- query wipe_inspections(casefile casefile_id, now instant) exec
-- unscoped: the verb has loaded the case for its actor
UPDATE inspection SET findings = '', ignored = '', done_at = :now
 WHERE attachment_id IN (SELECT id FROM attachment WHERE casefile_id = :casefile);

-- query wipe_uploads(casefile casefile_id) exec
DELETE FROM upload WHERE casefile_id = :casefile;

-- query wipe_intakes(casefile casefile_id, now instant) exec
UPDATE casefile_intake SET name = '', ended_at = :now WHERE casefile_id = :casefile;

-- query wipe_drafts(casefile casefile_id) exec
DELETE FROM draft WHERE casefile_id = :casefile;

-- query wipe_undo(casefile casefile_id) exec
DELETE FROM casefile_undo WHERE casefile_id = :casefile;

-- query wipe_tags(casefile casefile_id) exec
DELETE FROM casefile_tag WHERE casefile_id = :casefile;

-- query wipe_bulk(casefile casefile_id) exec
UPDATE bulk_step SET tag = '' WHERE casefile_id = :casefile;

-- query wipe_efforts(casefile casefile_id) exec
UPDATE effort SET what = '' WHERE casefile_id = :casefile;

-- query wipe_links(casefile casefile_id) exec
-- unscoped: the verb has loaded the case for its actor
DELETE FROM casefile_link WHERE casefile_id = :casefile OR (kind IN (1, 4) AND target IN (SELECT c.number FROM casefile c WHERE c.id = :casefile));

-- query wipe_watchers(casefile casefile_id) exec
DELETE FROM casefile_watcher WHERE casefile_id = :casefile;

-- query wipe_incident(casefile casefile_id) exec
DELETE FROM incident_child WHERE child_id = :casefile;

-- query wipe_rmas(casefile casefile_id) exec
UPDATE rma SET reason = '' WHERE casefile_id = :casefile;

-- query wipe_presence(casefile casefile_id) exec
DELETE FROM presence WHERE casefile_id = :casefile;

-- query wipe_outgoing(casefile casefile_id) exec
-- unscoped: what was sent, and what waits and is not wanted any more
UPDATE outgoing SET subject = '', text = '', html = '', headers = '', next_at = NULL,
       state = CASE WHEN state = 1 THEN 4 ELSE state END WHERE casefile_id = :casefile;

-- query wipe_quiet(casefile casefile_id) exec
-- unscoped: that it was closed is not news: the report is
UPDATE outgoing SET next_at = NULL, state = 4 WHERE casefile_id = :casefile AND state = 1 AND purpose IN ('case', 'note');

-- query handover_of(report disclosure_id, sirt bool) maybe (number text)
SELECT d.number FROM disclosure d WHERE d.id = :report AND (:sirt = 1 OR d.reporter_id = :viewer);
