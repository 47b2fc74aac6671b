-- query casefile_load(id casefile_id) one (id casefile_id, summary text)
SELECT id, summary FROM casefile
 WHERE id = :id AND (:viewer_staff = 1 OR contact_id = :viewer);

-- query casefile_mine() many (id casefile_id)
SELECT id FROM casefile WHERE contact_id = :viewer LIMIT 50;
