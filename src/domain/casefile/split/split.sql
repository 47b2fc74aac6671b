-- query split_insert(away casefile_id, number text, summary text, reported instant, now instant) one (id casefile_id)
-- unscoped: casefile_split has loaded the case for its actor
INSERT INTO casefile (number, organisation_id, contact_id, site_id, product_id, release_id, release_text, asset_id, serial,
  contract_id, entitlement, priority, status, summary, impact, language, channel, queue_id, reported_at, opened_at, changed_at, status_since)
SELECT :number, c.organisation_id, c.contact_id, c.site_id, c.product_id, c.release_id, c.release_text, c.asset_id, c.serial,
  c.contract_id, c.entitlement, c.priority, 0, :summary, c.impact, c.language, c.channel, c.queue_id, :reported, :now, :now, :now
  FROM casefile c WHERE c.id = :away
RETURNING id;

-- query split_look(entry entry_id) maybe (kind int, public bool, by_staff bool, created_at instant)
-- unscoped: the case was loaded for its actor
SELECT kind, public, by_staff, created_at FROM entry WHERE id = :entry;

-- query split_entry(away entry_id, new entry_id, into casefile_id) changes
-- unscoped: casefile_split has asked
INSERT INTO entry (id, casefile_id, kind, public, author_id, by_staff, created_at, text, markup, phone, outgoing, seconds, redacted_at, redacted_by)
SELECT :new, :into, e.kind, e.public, e.author_id, e.by_staff, e.created_at, e.text, e.markup, e.phone, e.outgoing, e.seconds, e.redacted_at, e.redacted_by
  FROM entry e WHERE e.id = :away;

-- query split_file(file attachment_id, away casefile_id, into casefile_id, entry entry_id) maybe (id attachment_id)
-- unscoped: casefile_split has asked
INSERT INTO attachment (casefile_id, entry_id, name, type, size, sha256, public, created_at, created_by, redacted_at, restricted_at)
SELECT :into, :entry, a.name, a.type, a.size, a.sha256, a.public, a.created_at, a.created_by, a.redacted_at, a.restricted_at
  FROM attachment a WHERE a.id = :file AND a.casefile_id = :away RETURNING id;

-- What was found in it, so that its secrets can be taken out from here, too.
-- query split_inspection(file attachment_id, new attachment_id) exec
INSERT INTO inspection (attachment_id, state, findings, ignored, queued_at, done_at)
SELECT :new, i.state, i.findings, i.ignored, i.queued_at, i.done_at FROM inspection i
 WHERE i.attachment_id = :file AND i.state <= 2;

-- query split_watchers(away casefile_id, into casefile_id) changes
INSERT INTO casefile_watcher (casefile_id, person_id)
SELECT :into, w.person_id FROM casefile_watcher w WHERE w.casefile_id = :away
ON CONFLICT (casefile_id, person_id) DO NOTHING;

-- query split_keep(made casefile_id, source casefile_id, entries int) exec
INSERT INTO casefile_split (made_id, source_id, entries) VALUES (:made, :source, :entries);

-- query split_kept(made casefile_id) maybe (source casefile_id, entries int)
SELECT source_id, entries FROM casefile_split WHERE made_id = :made;
