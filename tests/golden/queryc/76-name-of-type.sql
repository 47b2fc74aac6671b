-- query a(team_id team_id) one (x int)
SELECT :team_id;
