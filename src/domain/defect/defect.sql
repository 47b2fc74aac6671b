-- row defect (id defect_id, number text, title text, description text, product product_id?, product_code text?, state int, created_at instant, author_name text?, changed_at instant)
-- query defect_by_number(number text) maybe defect
SELECT d.id, d.number, d.title, d.description, d.product_id, p.code AS product_code, d.state, d.created_at, a.name AS author_name, d.changed_at
  FROM defect d LEFT JOIN product p ON p.id = d.product_id LEFT JOIN person a ON a.id = d.created_by WHERE d.number = :number;

-- query defect_by_id(id defect_id) maybe defect
SELECT d.id, d.number, d.title, d.description, d.product_id, p.code AS product_code, d.state, d.created_at, a.name AS author_name, d.changed_at
  FROM defect d LEFT JOIN product p ON p.id = d.product_id LEFT JOIN person a ON a.id = d.created_by WHERE d.id = :id;

-- query defect_page(state int, text text, before defect_id, limit int) many defect
SELECT d.id, d.number, d.title, d.description, d.product_id, p.code AS product_code, d.state, d.created_at, a.name AS author_name, d.changed_at
  FROM defect d LEFT JOIN product p ON p.id = d.product_id LEFT JOIN person a ON a.id = d.created_by
 WHERE (:state < 0 OR d.state = :state) AND d.id < :before
   AND (:text = '' OR d.number = :text OR lower(d.title) LIKE '%' || lower(:text) || '%')
 ORDER BY d.id DESC LIMIT :limit;

-- query defect_insert(number text, title text, description text, product product_id?, state int, now instant, by person_id?) one (id defect_id)
INSERT INTO defect (number, title, description, product_id, state, created_at, created_by, changed_at)
VALUES (:number, :title, :description, :product, :state, :now, :by, :now) RETURNING id;

-- query defect_update(id defect_id, title text, description text, product product_id?, state int, now instant) changes
UPDATE defect SET title = :title, description = :description, product_id = :product, state = :state, changed_at = :now WHERE id = :id;

-- query defect_ids(after int, limit int) many (id int)
SELECT id FROM defect WHERE id > :after ORDER BY id LIMIT :limit;

-- query defect_count() one (n int)
SELECT COUNT(*) AS n FROM defect;

-- row defect_fix (release release_id, name text, software text, released_at instant, told_at instant?)
-- query defect_fixes(defect defect_id) many defect_fix
SELECT r.id AS release, r.name, r.software, r.released_at, f.told_at
  FROM defect_fix f JOIN release r ON r.id = f.release_id WHERE f.defect_id = :defect ORDER BY r.software, r.position LIMIT 60;

-- query defect_release(product product_id?, name text) many (id release_id, name text, released_at instant)
SELECT r.id, r.name, r.released_at FROM release r
 WHERE lower(r.name) = lower(:name)
   AND (COALESCE(:product, 0) = 0 OR EXISTS (SELECT 1 FROM product_release pr WHERE pr.release_id = r.id AND pr.product_id = COALESCE(:product, 0)))
 ORDER BY r.id LIMIT 2;

-- query defect_fix_put(defect defect_id, release release_id, now instant, told instant?) changes
INSERT INTO defect_fix (defect_id, release_id, added_at, told_at) VALUES (:defect, :release, :now, :told)
ON CONFLICT (defect_id, release_id) DO NOTHING;

-- query defect_fix_drop(defect defect_id, release release_id) changes
DELETE FROM defect_fix WHERE defect_id = :defect AND release_id = :release;

-- query defect_fix_due(now instant, limit int) many (defect defect_id, release release_id, name text)
SELECT f.defect_id, f.release_id, r.name FROM defect_fix f JOIN release r ON r.id = f.release_id
 WHERE f.told_at IS NULL AND r.released_at <= :now ORDER BY f.release_id, f.defect_id LIMIT :limit;

-- query defect_fix_told(defect defect_id, release release_id, now instant) changes
UPDATE defect_fix SET told_at = :now WHERE defect_id = :defect AND release_id = :release AND told_at IS NULL;

-- row defect_case (id casefile_id, number text, summary text, status int, priority int, organisation_name text?)
-- query defect_cases(number text) many defect_case
-- unscoped: for the desk, which sees every case
SELECT c.id, c.number, c.summary, c.status, c.priority, o.name AS organisation_name
  FROM casefile_link l JOIN casefile c ON c.id = l.casefile_id LEFT JOIN organisation o ON o.id = c.organisation_id
 WHERE l.kind = 3 AND l.target = :number ORDER BY c.id DESC LIMIT 1000;

-- row defect_person (person person_id, email text, locale text, zone text)
-- query defect_watchers(defect defect_id) many defect_person
SELECT p.id AS person, p.email, p.locale, p.zone FROM defect_watcher w JOIN person p ON p.id = w.person_id
 WHERE w.defect_id = :defect AND p.disabled_at IS NULL AND (p.roles & 4088) <> 0 ORDER BY p.id LIMIT 200;

-- query defect_watched(defect defect_id, person person_id) maybe (one int)
SELECT 1 AS one FROM defect_watcher WHERE defect_id = :defect AND person_id = :person;

-- query defect_watch_put(defect defect_id, person person_id) changes
INSERT INTO defect_watcher (defect_id, person_id) VALUES (:defect, :person) ON CONFLICT (defect_id, person_id) DO NOTHING;

-- query defect_watch_drop(defect defect_id, person person_id) changes
DELETE FROM defect_watcher WHERE defect_id = :defect AND person_id = :person;
