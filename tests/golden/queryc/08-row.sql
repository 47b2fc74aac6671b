-- row member (person person_id, since instant?)
-- query member_load(person person_id) one member
SELECT person_id, since FROM member WHERE person_id = :person;

-- query member_list(team team_id) many member
SELECT person_id, since FROM member WHERE team_id = :team LIMIT 100;

-- query member_each() each member
SELECT person_id, since FROM member ORDER BY person_id;
