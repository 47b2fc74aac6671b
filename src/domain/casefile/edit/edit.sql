-- row undo_step (step int, field int, was text, became text, made_at instant)
-- query undo_list(person person_id, casefile casefile_id, since instant) many undo_step
SELECT step, field, was, became, made_at FROM casefile_undo
 WHERE person_id = :person AND casefile_id = :casefile AND made_at >= :since ORDER BY step DESC LIMIT 500;

-- query undo_put(person person_id, casefile casefile_id, step int, field int, was text, became text, now instant) exec
INSERT INTO casefile_undo (person_id, casefile_id, step, field, was, became, made_at)
VALUES (:person, :casefile, :step, :field, :was, :became, :now);

-- query undo_drop(person person_id, casefile casefile_id) exec
DELETE FROM casefile_undo WHERE person_id = :person AND casefile_id = :casefile;

-- query edit_log(first entry_id, before entry_id) many (text text, author_name text?, created_at instant)
-- unscoped: the range is of a case that the caller has loaded for its actor
SELECT e.text, p.name AS author_name, e.created_at FROM entry e LEFT JOIN person p ON p.id = e.author_id
 WHERE e.id > :first AND e.id < :before AND e.kind = 4 ORDER BY e.id DESC LIMIT 200;
