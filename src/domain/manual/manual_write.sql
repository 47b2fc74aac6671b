-- query manual_insert(slug text, title text, product product_id?, software text, audience int, language text, now instant) one (id manual_id)
INSERT INTO manual (slug, title, product_id, software, audience, language, changed_at)
VALUES (:slug, :title, :product, :software, :audience, :language, :now) RETURNING id;

-- query manual_update(id manual_id, title text, product product_id?, software text, audience int, language text) exec
UPDATE manual SET title = :title, product_id = :product, software = :software, audience = :audience, language = :language
 WHERE id = :id;

-- query manual_set_rules(id manual_id, base text, hash blob) exec
UPDATE manual SET base = :base, rules_hash = :hash WHERE id = :id;

-- query manual_set_changed(id manual_id, now instant) exec
UPDATE manual SET changed_at = :now WHERE id = :id;

-- query manual_release_insert(manual manual_id, name text, now instant) one (id manual_release_id)
INSERT INTO manual_release (manual_id, name, position, changed_at) VALUES (:manual, :name, 0, :now) RETURNING id;

-- query manual_release_place(id manual_release_id, position int) exec
UPDATE manual_release SET position = :position WHERE id = :id;

-- query manual_release_counted(id manual_release_id, now instant) exec
UPDATE manual_release SET pages = (SELECT count(*) FROM manual_page WHERE release_id = :id), changed_at = :now WHERE id = :id;

-- query manual_release_set_tree(id manual_release_id, hash blob) exec
UPDATE manual_release SET tree_hash = :hash WHERE id = :id;

-- query manual_page_sources(release manual_release_id) many (id manual_page_id, path text, source_hash blob)
-- bounded: one release, whose pages an import counted
SELECT id, path, source_hash FROM manual_page WHERE release_id = :release ORDER BY id;

-- query manual_page_insert(release manual_release_id, path text, title text, description text, source text, hash blob, body text, markup text, now instant) one (id manual_page_id)
-- named
INSERT INTO manual_page (release_id, path, title, description, source, source_hash, body, markup, changed_at)
VALUES (:release, :path, :title, :description, :source, :hash, :body, :markup, :now) RETURNING id;

-- query manual_page_update(id manual_page_id, title text, description text, source text, hash blob, body text, markup text, now instant) exec
-- named
UPDATE manual_page SET title = :title, description = :description, source = :source, source_hash = :hash, body = :body,
       markup = :markup, changed_at = :now WHERE id = :id;

-- query manual_page_delete(id manual_page_id) exec
DELETE FROM manual_page WHERE id = :id;

-- query manual_section_ids(page manual_page_id) many (id manual_section_id)
SELECT id FROM manual_section WHERE page_id = :page ORDER BY id LIMIT 2000;

-- query manual_sections_delete(page manual_page_id) exec
DELETE FROM manual_section WHERE page_id = :page;

-- query manual_section_insert(page manual_page_id, position int, level int, heading text, anchor text, words text) one (id manual_section_id)
INSERT INTO manual_section (page_id, position, level, heading, anchor, words)
VALUES (:page, :position, :level, :heading, :anchor, :words) RETURNING id;

-- query manual_marks_delete(page manual_page_id) exec
DELETE FROM manual_mark WHERE page_id = :page;

-- query manual_mark_put(page manual_page_id, kind int, term text, anchor text) exec
INSERT INTO manual_mark (page_id, kind, term, anchor) VALUES (:page, :kind, :term, :anchor)
ON CONFLICT (page_id, kind, term) DO NOTHING;

-- query manual_feedback_unpage(page manual_page_id) exec
UPDATE manual_feedback SET page_id = NULL WHERE page_id = :page;

-- query manual_nodes_delete(release manual_release_id) exec
DELETE FROM manual_node WHERE release_id = :release;

-- query manual_nodes_of_page_delete(page manual_page_id) exec
DELETE FROM manual_node WHERE page_id = :page;

-- query manual_node_insert(release manual_release_id, position int, depth int, label text, page manual_page_id?, url text) exec
INSERT INTO manual_node (release_id, position, depth, label, page_id, url)
VALUES (:release, :position, :depth, :label, :page, :url);

-- query manual_sections_moved(manual manual_id) many (id manual_section_id)
-- bounded: by the sections of the set
SELECT s.id FROM manual_section s JOIN manual_page p ON p.id = s.page_id JOIN manual_release r ON r.id = p.release_id
 WHERE r.manual_id = :manual
   AND EXISTS (SELECT 1 FROM manual_redirect d WHERE d.manual_id = :manual AND d.path = p.path);

-- query manual_redirects_delete(manual manual_id) exec
DELETE FROM manual_redirect WHERE manual_id = :manual;

-- query manual_redirect_put(manual manual_id, release text, path text, target text) exec
INSERT INTO manual_redirect (manual_id, release, path, target) VALUES (:manual, :release, :path, :target)
ON CONFLICT (manual_id, path, release) DO NOTHING;

-- query manual_file_put(manual manual_id, sha256 blob, name text, type text, size int) exec
INSERT INTO manual_file (manual_id, sha256, name, type, size) VALUES (:manual, :sha256, :name, :type, :size)
ON CONFLICT (manual_id, sha256) DO NOTHING;
