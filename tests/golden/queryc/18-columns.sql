-- query figures() one (total int, same bool, other bool, name text, share real)
SELECT CAST(sum(size) AS bigint) AS total, a IS NOT DISTINCT FROM b, a IS DISTINCT FROM b,
       CASE WHEN size > 1 THEN lower(name) ELSE coalesce(name, '') END,
       2 * avg(size) / (SELECT max(size) FROM figure)
  FROM figure GROUP BY name;
