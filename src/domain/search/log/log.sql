-- query search_log_insert(now instant, reader int, query text, filters text, found int, corrected text, mark int) exec
INSERT INTO search_log (at, reader, query, filters, found, corrected, mark)
VALUES (:now, :reader, :query, :filters, :found, :corrected, :mark);

-- query search_log_of(mark int) maybe (at instant, query text, found int, clicked int, refined bool)
SELECT at, query, found, click_kind AS clicked, refined FROM search_log WHERE mark = :mark;

-- query search_log_set_click(mark int, kind int, id int, position int, now instant) changes
UPDATE search_log SET click_kind = :kind, click_id = :id, click_position = :position, click_at = :now
 WHERE mark = :mark AND click_kind = 0;

-- query search_log_set_refined(mark int) changes
UPDATE search_log SET refined = 1 WHERE mark = :mark AND refined = 0;

-- query search_log_end(before instant, limit int) changes
DELETE FROM search_log WHERE id IN (SELECT id FROM search_log WHERE at < :before ORDER BY at LIMIT :limit);

-- query search_week_count(week instant, query text, shown text, searches int, empty int, clicked int, refined int) exec
INSERT INTO search_week (week, query, shown, searches, empty, clicked, refined)
VALUES (:week, :query, :shown, :searches, :empty, :clicked, :refined)
ON CONFLICT (week, query) DO UPDATE SET searches = search_week.searches + excluded.searches,
  empty = search_week.empty + excluded.empty, clicked = search_week.clicked + excluded.clicked,
  refined = search_week.refined + excluded.refined;

-- query search_week_end(before instant) exec
DELETE FROM search_week WHERE week < :before;

-- row search_week_total (searches int, empty int, clicked int, refined int)
-- query search_week_total(week instant) maybe search_week_total
SELECT searches, empty, clicked, refined FROM search_week WHERE week = :week AND query = '';

-- query search_week_any(query text) maybe (week instant)
SELECT week FROM search_week WHERE query = :query LIMIT 1;

-- row search_todo_item (query text, shown text, searches int, empty int, clicked int, refined int, state int, note text?, person_name text?, changed_at instant?)

-- A need is of enum search_need.
-- query search_todo_list(week instant, need int, every bool, limit int) many search_todo_item
SELECT w.query, w.shown, w.searches, w.empty, w.clicked, w.refined, COALESCE(t.state, 0) AS state, t.note, p.name AS person_name, t.changed_at
  FROM search_week w LEFT JOIN search_task t ON t.query = w.query LEFT JOIN person p ON p.id = t.person_id
 WHERE w.week = :week AND w.query <> ''
   AND CASE :need WHEN 0 THEN w.empty WHEN 1 THEN w.searches - w.empty - w.clicked ELSE w.refined END > 0
   AND (:every = 1 OR t.state IS NULL OR t.state < 2 OR (t.state = 2 AND t.changed_at < :week))
 ORDER BY CASE :need WHEN 0 THEN w.empty WHEN 1 THEN w.searches - w.empty - w.clicked ELSE w.refined END DESC,
       w.searches DESC, w.query LIMIT :limit;

-- query search_task_put(query text, state int, note text, person person_id?, now instant) exec
INSERT INTO search_task (query, state, note, person_id, changed_at) VALUES (:query, :state, :note, :person, :now)
ON CONFLICT (query) DO UPDATE SET state = excluded.state, note = excluded.note, person_id = excluded.person_id, changed_at = excluded.changed_at;
