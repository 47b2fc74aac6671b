-- row escalation_policy_cell (version int, from_at instant, ack1 int, ack2 int, ack3 int, ack4 int, pause1 bool, pause2 bool, pause3 bool, pause4 bool, priority int, level int, offset_s int)

-- query escalation_policy_newest() one (version int, from_at instant)
SELECT version, from_at FROM escalation_policy ORDER BY version DESC LIMIT 1;

-- query escalation_policy_version(version int) many escalation_policy_cell
-- bounded: four priorities of four levels
SELECT p.version, p.from_at, p.ack1, p.ack2, p.ack3, p.ack4,
       p.pause1, p.pause2, p.pause3, p.pause4, r.priority, r.level, r.offset_s
  FROM escalation_policy p JOIN escalation_policy_rung r ON r.version = p.version
 WHERE p.version = :version;

-- How many rungs of open cases would be due under other offsets. The watches are as
-- the policy in force has run them: its pauses.
-- query escalation_policy_due(now instant, pause2 int, pause3 int, pause4 int, o11 int, o12 int, o13 int, o14 int, o21 int, o22 int, o23 int, o24 int, o31 int, o32 int, o33 int, o34 int, o41 int, o42 int, o43 int, o44 int) one (level1 int, level2 int, level3 int, level4 int)
SELECT CAST(COALESCE(sum(CASE WHEN (x.sent & 1) = 0 AND x.acc >= x.o1 AND x.m1 <= :now THEN 1 ELSE 0 END), 0) AS bigint) AS level1,
       CAST(COALESCE(sum(CASE WHEN (x.sent & 2) = 0 AND x.acc >= x.o2 AND x.m2 <= :now THEN 1 ELSE 0 END), 0) AS bigint) AS level2,
       CAST(COALESCE(sum(CASE WHEN (x.sent & 4) = 0 AND x.acc >= x.o3 AND x.m3 <= :now THEN 1 ELSE 0 END), 0) AS bigint) AS level3,
       CAST(COALESCE(sum(CASE WHEN (x.sent & 8) = 0 AND x.acc >= x.o4 AND x.m4 <= :now THEN 1 ELSE 0 END), 0) AS bigint) AS level4
  FROM (SELECT sent, COALESCE(mark1, 0) AS m1, COALESCE(mark2, 0) AS m2, COALESCE(mark3, 0) AS m3, COALESCE(mark4, 0) AS m4,
               CASE priority WHEN 1 THEN acc1 WHEN 2 THEN acc2 WHEN 3 THEN acc3 ELSE acc4 END
               + (:now - since) * (1 - waiting * CASE priority WHEN 1 THEN 0 WHEN 2 THEN :pause2 WHEN 3 THEN :pause3 ELSE :pause4 END) AS acc,
               CASE priority WHEN 1 THEN :o11 WHEN 2 THEN :o21 WHEN 3 THEN :o31 ELSE :o41 END AS o1,
               CASE priority WHEN 1 THEN :o12 WHEN 2 THEN :o22 WHEN 3 THEN :o32 ELSE :o42 END AS o2,
               CASE priority WHEN 1 THEN :o13 WHEN 2 THEN :o23 WHEN 3 THEN :o33 ELSE :o43 END AS o3,
               CASE priority WHEN 1 THEN :o14 WHEN 2 THEN :o24 WHEN 3 THEN :o34 ELSE :o44 END AS o4
          FROM escalation WHERE state = 1) x;

-- query escalation_policy_insert(version int, now instant, by person_id?, reason text, ack1 int, ack2 int, ack3 int, ack4 int, pause1 int, pause2 int, pause3 int, pause4 int) exec
INSERT INTO escalation_policy (version, from_at, created_by, reason, ack1, ack2, ack3, ack4, pause1, pause2, pause3, pause4)
VALUES (:version, :now, :by, :reason, :ack1, :ack2, :ack3, :ack4, :pause1, :pause2, :pause3, :pause4);

-- query escalation_policy_rung_insert(version int, priority int, level int, offset_s int) exec
INSERT INTO escalation_policy_rung (version, priority, level, offset_s) VALUES (:version, :priority, :level, :offset_s);

-- row policy_version (version int, from_at instant, by_name text?, reason text)
-- query escalation_policy_versions() many policy_version
SELECT p.version, p.from_at, w.name AS by_name, p.reason
  FROM escalation_policy p LEFT JOIN person w ON w.id = p.created_by
 ORDER BY p.version DESC LIMIT 50;
