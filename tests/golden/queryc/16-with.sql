-- query team_sizes(least int) many (team team_id, size int)
WITH sizes AS (SELECT team_id, count(*) AS size FROM team_member GROUP BY team_id),
     large AS (SELECT team_id, size FROM sizes WHERE size >= :least LIMIT 20)
SELECT team_id, (SELECT max(s.size) FROM sizes s WHERE s.team_id = l.team_id) AS size
  FROM large l ORDER BY 2 DESC LIMIT 20;

-- query team_copy(from team_id, to team_id) changes
WITH old AS (SELECT person_id FROM team_member WHERE team_id = :from)
INSERT INTO team_member (team_id, person_id) SELECT :to, person_id FROM old;
