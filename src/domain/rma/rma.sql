-- row rma (id rma_id, number text, casefile casefile_id, case_number text, defective text, replacement text, ship_to text, reason text, carrier text, tracking text, state int, created_at instant, changed_at instant)
-- query rma_by_number(number text) maybe rma
SELECT r.id, r.number, r.casefile_id, c.number AS case_number, r.defective, r.replacement, r.ship_to, r.reason, r.carrier, r.tracking, r.state, r.created_at, r.changed_at
  FROM rma r JOIN casefile c ON c.id = r.casefile_id
 WHERE r.number = :number
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer));

-- query rma_by_case(casefile casefile_id) many rma
SELECT r.id, r.number, r.casefile_id, c.number AS case_number, r.defective, r.replacement, r.ship_to, r.reason, r.carrier, r.tracking, r.state, r.created_at, r.changed_at
  FROM rma r JOIN casefile c ON c.id = r.casefile_id
 WHERE r.casefile_id = :casefile
   AND (:viewer_staff = 1 OR EXISTS (SELECT 1 FROM casefile_reader x WHERE x.casefile_id = c.id AND x.person_id = :viewer))
 ORDER BY r.id LIMIT 60;

-- query rma_waiting(limit int) many rma
-- unscoped: for the desk, which sees every case
SELECT r.id, r.number, r.casefile_id, c.number AS case_number, r.defective, r.replacement, r.ship_to, r.reason, r.carrier, r.tracking, r.state, r.created_at, r.changed_at
  FROM rma r JOIN casefile c ON c.id = r.casefile_id
 WHERE r.state < 5 ORDER BY r.changed_at, r.id LIMIT :limit;

-- query rma_insert(number text, casefile casefile_id, defective text, ship_to text, reason text, now instant, by person_id?) exec
INSERT INTO rma (number, casefile_id, defective, ship_to, reason, state, created_at, created_by, changed_at)
VALUES (:number, :casefile, :defective, :ship_to, :reason, 0, :now, :by, :now);

-- query rma_update(id rma_id, was int, state int, replacement text, carrier text, tracking text, now instant) changes
UPDATE rma SET state = :state, replacement = :replacement, carrier = :carrier, tracking = :tracking, changed_at = :now
 WHERE id = :id AND state = :was;
