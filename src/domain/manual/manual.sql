-- row manual (id manual_id, slug text, title text, description text, product product_id?, software text, audience int, language text, base text, rules_hash blob?, changed_at instant)

-- query manual_by_slug(slug text) maybe manual
SELECT id, slug, title, description, product_id AS product, software, audience, language, base, rules_hash, changed_at
  FROM manual WHERE slug = :slug;

-- query manual_by_id(id manual_id) maybe manual
SELECT id, slug, title, description, product_id AS product, software, audience, language, base, rules_hash, changed_at
  FROM manual WHERE id = :id;

-- query manual_shelf(audiences int) many (id manual_id, slug text, title text, description text, release text, pages int, releases int, changed_at instant)
SELECT m.id, m.slug, m.title, m.description, r.name AS release, r.pages,
       (SELECT count(*) FROM manual_release c WHERE c.manual_id = m.id) AS releases, r.changed_at
  FROM manual m JOIN manual_release r ON r.manual_id = m.id
 WHERE (m.audience & :audiences) <> 0
   AND r.position = (SELECT MAX(l.position) FROM manual_release l WHERE l.manual_id = m.id)
 ORDER BY m.title LIMIT 500;

-- query manual_news(audiences int, manual manual_id, limit int) many (slug text, title text, description text, language text, release text, changed_at instant)
SELECT m.slug, m.title, m.description, m.language, r.name AS release, r.changed_at
  FROM manual_release r JOIN manual m ON m.id = r.manual_id
 WHERE (m.audience & :audiences) <> 0 AND (:manual = 0 OR m.id = :manual) AND r.pages > 0
 ORDER BY r.changed_at DESC, r.id DESC LIMIT :limit;

-- query manual_bases() many (id manual_id, base text)
SELECT id, base FROM manual WHERE base <> '' ORDER BY id LIMIT 500;

-- row manual_release (id manual_release_id, manual manual_id, name text, position int, tree_hash blob?, pages int, changed_at instant, end_of_support_at instant?)

-- query manual_releases(manual manual_id) many manual_release
SELECT r.id, r.manual_id AS manual, r.name, r.position, r.tree_hash, r.pages, r.changed_at, l.end_of_support_at
  FROM manual_release r JOIN manual m ON m.id = r.manual_id
  LEFT JOIN release l ON l.software = m.software AND l.name = r.name
 WHERE r.manual_id = :manual ORDER BY r.position DESC LIMIT 500;

-- row manual_page (id manual_page_id, release manual_release_id, path text, title text, description text, source text, markup text, helpful int, unhelpful int, changed_at instant)

-- query manual_page_by_path(release manual_release_id, path text) maybe manual_page
SELECT id, release_id AS release, path, title, description, source, markup, helpful, unhelpful, changed_at
  FROM manual_page WHERE release_id = :release AND path = :path;

-- query manual_pages(release manual_release_id) each manual_page
SELECT p.id, p.release_id AS release, p.path, p.title, p.description, p.source, p.markup, p.helpful, p.unhelpful, p.changed_at
  FROM manual_page p
  LEFT JOIN (SELECT page_id, MIN(position) AS place FROM manual_node WHERE release_id = :release GROUP BY page_id) n ON n.page_id = p.id
 WHERE p.release_id = :release ORDER BY COALESCE(n.place, 1000000), p.path;

-- query manual_page_elsewhere(manual manual_id, path text) many (id manual_release_id, name text)
SELECT r.id, r.name FROM manual_page p JOIN manual_release r ON r.id = p.release_id
 WHERE p.path = :path AND r.manual_id = :manual ORDER BY r.position DESC LIMIT 500;

-- row manual_heading (level int, heading text, anchor text)
-- query manual_headings(page manual_page_id) many manual_heading
SELECT level, heading, anchor FROM manual_section WHERE page_id = :page AND heading <> '' ORDER BY position LIMIT 500;

-- row manual_node (depth int, label text, path text?, url text, page manual_page_id?)
-- query manual_nodes(release manual_release_id) many manual_node
SELECT n.depth, n.label, p.path, n.url, n.page_id AS page
  FROM manual_node n LEFT JOIN manual_page p ON p.id = n.page_id
 WHERE n.release_id = :release ORDER BY n.position LIMIT 5000;

-- query manual_first_page(release manual_release_id) maybe (path text)
SELECT p.path FROM manual_page p LEFT JOIN manual_node n ON n.page_id = p.id AND n.release_id = p.release_id
 WHERE p.release_id = :release ORDER BY CASE WHEN p.path = '' THEN -1 ELSE COALESCE(n.position, 1000000) END, p.path LIMIT 1;

-- query manual_redirect_of(manual manual_id, path text, release text) maybe (target text)
SELECT target FROM manual_redirect
 WHERE manual_id = :manual AND path = :path AND (release = '' OR release = :release) ORDER BY release DESC LIMIT 1;

-- query manual_redirect_to(manual manual_id, target text) many (path text)
SELECT path FROM manual_redirect WHERE manual_id = :manual AND target = :target ORDER BY path LIMIT 100;

-- query manual_marks(release manual_release_id, kind int) many (term text, anchor text, path text, title text)
SELECT x.term, x.anchor, p.path, p.title FROM manual_mark x JOIN manual_page p ON p.id = x.page_id
 WHERE p.release_id = :release AND x.kind = :kind ORDER BY x.term, p.path LIMIT 5000;

-- query manual_mark_count(release manual_release_id, kind int) one (n int)
SELECT count(*) AS n FROM manual_mark x JOIN manual_page p ON p.id = x.page_id WHERE p.release_id = :release AND x.kind = :kind;

-- query manual_file_of(manual manual_id, sha256 blob) maybe (name text, type text, size int)
SELECT name, type, size FROM manual_file WHERE manual_id = :manual AND sha256 = :sha256;

-- query manual_feedback_insert(page manual_page_id, manual manual_id, release text, path text, person person_id?, helpful bool, comment text, now instant) exec
INSERT INTO manual_feedback (page_id, manual_id, release, path, person_id, helpful, comment, created_at)
VALUES (:page, :manual, :release, :path, :person, :helpful, :comment, :now);

-- query manual_feedback_count(page manual_page_id, helpful int, unhelpful int) exec
UPDATE manual_page SET helpful = helpful + :helpful, unhelpful = unhelpful + :unhelpful WHERE id = :page;

-- Of the latest releases of sets for all; audience 1 is AUDIENCE_PUBLIC.
-- query manual_map(after int, until int) many (slug text, path text, changed_at instant)
-- bounded: the caller's range of ids
SELECT m.slug, p.path, p.changed_at
  FROM manual_page p JOIN manual_release r ON r.id = p.release_id JOIN manual m ON m.id = r.manual_id
 WHERE p.id > :after AND p.id <= :until AND m.audience = 1
   AND r.position = (SELECT MAX(l.position) FROM manual_release l WHERE l.manual_id = m.id)
 ORDER BY p.id;

-- query manual_map_end() one (id int)
SELECT COALESCE(MAX(id), 0) FROM manual_page;

-- "Not helpful", not yet seen to.
-- query manual_complaints(limit int) many (id int, slug text, manual_title text, release text, path text, comment text, person_name text?, created_at instant)
SELECT f.id, m.slug, m.title AS manual_title, f.release, f.path, f.comment, p.name AS person_name, f.created_at
  FROM manual_feedback f JOIN manual m ON m.id = f.manual_id LEFT JOIN person p ON p.id = f.person_id
 WHERE f.done_at IS NULL AND f.helpful = 0 ORDER BY f.id LIMIT :limit;

-- query manual_complaint_done(id int, now instant) changes
UPDATE manual_feedback SET done_at = :now WHERE id = :id AND helpful = 0 AND done_at IS NULL;
