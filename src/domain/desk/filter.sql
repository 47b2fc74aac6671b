-- query desk_find_queue(name text) maybe (id queue_id)
SELECT id FROM queue WHERE name = :name;

-- query desk_find_release(name text) many (id release_id)
SELECT id FROM release WHERE name = :name ORDER BY id LIMIT 12;
