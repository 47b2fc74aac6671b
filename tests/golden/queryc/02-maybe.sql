-- Comments between queries say what they like.
-- query person_by_name(name text) maybe (id person_id)
SELECT id FROM person WHERE name = :name;
