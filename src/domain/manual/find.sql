-- query manual_find_section(id manual_section_id) maybe (page manual_page_id, heading text, anchor text, path text, title text, description text, position int, release text, slug text, set_title text, manual manual_id, audience int, language text, product_code text?, newer int, changed_at instant)
SELECT s.page_id AS page, s.heading, s.anchor, p.path, p.title, p.description, s.position, r.name AS release, m.slug, m.title AS set_title,
       m.id AS manual, m.audience, m.language, d.code AS product_code,
       (SELECT count(*) FROM manual_release l WHERE l.manual_id = m.id AND l.position > r.position) AS newer, p.changed_at
  FROM manual_section s JOIN manual_page p ON p.id = s.page_id JOIN manual_release r ON r.id = p.release_id
  JOIN manual m ON m.id = r.manual_id LEFT JOIN product d ON d.id = m.product_id
 WHERE s.id = :id;

-- query manual_find_words(id manual_section_id) one (words text)
SELECT words FROM manual_section WHERE id = :id;

-- query manual_find_ids(after int, limit int) many (id int)
SELECT id FROM manual_section WHERE id > :after ORDER BY id LIMIT :limit;

-- query manual_find_count() one (n int)
SELECT count(*) AS n FROM manual_section;

-- query manual_find_in_latest(manual manual_id, path text) maybe (id manual_page_id)
SELECT p.id FROM manual_page p JOIN manual_release r ON r.id = p.release_id
 WHERE r.manual_id = :manual AND p.path = :path
   AND NOT EXISTS (SELECT 1 FROM manual_release l WHERE l.manual_id = :manual AND l.position > r.position);
