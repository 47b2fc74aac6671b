-- row escalation_policy_cell (version int, from_at instant, created_by person_id?, reason text, ack1 int, ack2 int, ack3 int, ack4 int, pause1 bool, pause2 bool, pause3 bool, pause4 bool, priority int, level int, offset_s int)

-- query escalation_policy_current() many escalation_policy_cell
-- bounded: four priorities of four levels
SELECT p.version, p.from_at, p.created_by, p.reason, p.ack1, p.ack2, p.ack3, p.ack4,
       p.pause1, p.pause2, p.pause3, p.pause4, r.priority, r.level, r.offset_s
  FROM escalation_policy p JOIN escalation_policy_rung r ON r.version = p.version
 WHERE p.version = (SELECT max(version) FROM escalation_policy);

-- query escalation_policy_version(version int) many escalation_policy_cell
-- bounded: four priorities of four levels
SELECT p.version, p.from_at, p.created_by, p.reason, p.ack1, p.ack2, p.ack3, p.ack4,
       p.pause1, p.pause2, p.pause3, p.pause4, r.priority, r.level, r.offset_s
  FROM escalation_policy p JOIN escalation_policy_rung r ON r.version = p.version
 WHERE p.version = :version;
