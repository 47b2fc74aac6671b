-- Words of scoped tables where they name no table.
-- query odd(casefile int) one (casefile int, a int)
SELECT f.casefile, casefile IS DISTINCT FROM remark
  FROM folder f JOIN label AS casefile ON casefile.id = f.id
 WHERE f.size = :casefile ORDER BY casefile LIMIT 1;

-- query names() many (name text)
SELECT name FROM person_name LIMIT 1;
