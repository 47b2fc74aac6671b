-- query casefile_find_ids(after int, limit int) many (id int)
-- unscoped: for the index
SELECT id FROM casefile WHERE id > :after ORDER BY id LIMIT :limit;

-- query casefile_find_count() one (n int)
-- unscoped: only a count, for progress
SELECT count(*) FROM casefile;

-- query casefile_find_site(id casefile_id) maybe (site site_id?)
-- unscoped: for the index
SELECT site_id FROM casefile WHERE id = :id;

-- query casefile_find_people(id casefile_id) many (person person_id)
-- unscoped: for the index, the contact and watchers who still belong to the organisation, and named partners
SELECT r.person_id FROM casefile_reader r JOIN casefile c ON c.id = r.casefile_id
 WHERE r.casefile_id = :id
   AND (c.contact_id = r.person_id
        OR EXISTS (SELECT 1 FROM casefile_watcher w WHERE w.casefile_id = c.id AND w.person_id = r.person_id)
        OR EXISTS (SELECT 1 FROM casefile_share s WHERE s.casefile_id = c.id AND s.person_id = r.person_id AND s.ended_at IS NULL))
 ORDER BY r.person_id LIMIT 64;

-- query casefile_find_partners(id casefile_id) many (partner organisation_id)
-- Whole organisations that this one case is shared with.
SELECT partner_id FROM casefile_share
 WHERE casefile_id = :id AND ended_at IS NULL AND partner_id IS NOT NULL ORDER BY partner_id LIMIT 100;

-- query casefile_find_noted(after int, limit int) many (id int)
-- unscoped: for the index
SELECT c.id FROM casefile c
 WHERE c.id > :after AND c.entry_count > c.public_count
   AND EXISTS (SELECT 1 FROM entry e
                WHERE e.id > c.id * 1048576 AND e.id < (c.id + 1) * 1048576 AND e.public = 0 AND e.kind IN (2, 3))
 ORDER BY c.id LIMIT :limit;

-- query casefile_find_noted_count() one (n int)
-- unscoped: only a count, for progress
SELECT count(*) FROM casefile WHERE entry_count > public_count;
