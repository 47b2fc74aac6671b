-- row duty_person (person person_id, name text, email text, phone text, locale text, zone text)

-- query duty_on_call(level int, now instant) many duty_person
SELECT DISTINCT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM escalation_shift s JOIN person p ON p.id = s.person_id
 WHERE s.level = :level AND s.from_at <= :now AND s.until_at > :now AND p.disabled_at IS NULL
 ORDER BY p.name, p.id LIMIT 8;

-- query duty_held_by(level int, now instant) many duty_person
SELECT DISTINCT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM escalation_holder h JOIN person p ON p.id = h.person_id
 WHERE h.level = :level AND h.from_at <= :now AND COALESCE(h.until_at, :now + 1) > :now
   AND p.disabled_at IS NULL
 ORDER BY p.name, p.id LIMIT 8;

-- The deputies of those who hold the level now, or who held it last.
-- query duty_deputies(level int, now instant) many duty_person
SELECT DISTINCT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM escalation_holder h JOIN person p ON p.id = h.deputy_id
 WHERE h.level = :level AND h.from_at <= :now AND p.disabled_at IS NULL
   AND (COALESCE(h.until_at, :now + 1) > :now OR h.until_at =
        (SELECT max(COALESCE(l.until_at, :now + 1)) FROM escalation_holder l
          WHERE l.level = :level AND l.from_at <= :now))
 ORDER BY p.name, p.id LIMIT 8;

-- query duty_with_role(role int) many duty_person
SELECT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM person p WHERE (p.roles & 4088) <> 0 AND (p.roles & :role) <> 0 AND p.disabled_at IS NULL
 ORDER BY p.name, p.id LIMIT 8;

-- query duty_person_by_email(email text) maybe duty_person
SELECT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM person p WHERE p.email = :email AND p.disabled_at IS NULL AND (p.roles & 4088) <> 0;

-- query duty_holder_insert(level int, person person_id, deputy person_id?, from instant, until instant?) one (id holder_id)
INSERT INTO escalation_holder (level, person_id, deputy_id, from_at, until_at)
VALUES (:level, :person, :deputy, :from, :until) RETURNING id;

-- query duty_holder_end(id holder_id, now instant) changes
UPDATE escalation_holder SET until_at = :now
 WHERE id = :id AND from_at < :now AND COALESCE(until_at, :now + 1) > :now;

-- query duty_holder_remove(id holder_id, now instant) changes
DELETE FROM escalation_holder WHERE id = :id AND from_at >= :now;

-- row duty_holder (id holder_id, level int, person person_id, name text, email text, disabled_at instant?, deputy person_id?, deputy_name text?, deputy_email text?, from_at instant, until_at instant?)
-- query duty_holder_list(now instant) many duty_holder
SELECT h.id, h.level, p.id AS person, p.name, p.email, p.disabled_at, d.id AS deputy, d.name AS deputy_name, d.email AS deputy_email, h.from_at, h.until_at
  FROM escalation_holder h JOIN person p ON p.id = h.person_id LEFT JOIN person d ON d.id = h.deputy_id
 WHERE COALESCE(h.until_at, :now + 1) > :now
 ORDER BY h.level, h.from_at, h.id LIMIT 200;

-- query duty_shift_insert(level int, person person_id, from instant, until instant) one (id shift_id)
INSERT INTO escalation_shift (level, person_id, from_at, until_at)
VALUES (:level, :person, :from, :until) RETURNING id;

-- query duty_shift_end(id shift_id, now instant) changes
UPDATE escalation_shift SET until_at = :now WHERE id = :id AND from_at < :now AND until_at > :now;

-- query duty_shift_remove(id shift_id, now instant) changes
DELETE FROM escalation_shift WHERE id = :id AND from_at >= :now;

-- row duty_shift (id shift_id, level int, person person_id, name text, email text, from_at instant, until_at instant)
-- query duty_shift_list(now instant) many duty_shift
SELECT s.id, s.level, p.id AS person, p.name, p.email, s.from_at, s.until_at
  FROM escalation_shift s JOIN person p ON p.id = s.person_id
 WHERE s.until_at > :now ORDER BY s.from_at, s.level, s.id LIMIT 500;

-- query escalation_told(casefile casefile_id, period int, level int) many duty_person
-- unscoped: for a notice to those who were briefed
SELECT DISTINCT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM escalation_rung r JOIN escalation_brief b ON b.rung_id = r.id JOIN person p ON p.id = b.person_id
 WHERE r.casefile_id = :casefile AND r.period = :period AND r.level = :level AND p.disabled_at IS NULL
 ORDER BY p.name, p.id LIMIT 24;

-- query escalation_digest_person() maybe duty_person
SELECT p.id, p.name, p.email, p.phone, p.locale, p.zone
  FROM escalation_brief b JOIN person p ON p.id = b.person_id
 WHERE b.in_digest = 1 ORDER BY p.id LIMIT 1;

-- The highest level that somebody holds, deputises for, or is on call for; 0 none.
-- query duty_highest(person person_id, now instant) one (level int)
SELECT COALESCE(max(x.level), 0) FROM (
  SELECT h.level FROM escalation_holder h
   WHERE (h.person_id = :person OR h.deputy_id = :person) AND h.from_at <= :now AND COALESCE(h.until_at, :now + 1) > :now
  UNION ALL
  SELECT s.level FROM escalation_shift s WHERE s.person_id = :person AND s.from_at <= :now AND s.until_at > :now
) x;

-- query duty_is_at(level int, person person_id, now instant) one (count int)
SELECT count(*) FROM (
  SELECT h.level FROM escalation_holder h
   WHERE h.level = :level AND (h.person_id = :person OR h.deputy_id = :person)
     AND h.from_at <= :now AND COALESCE(h.until_at, :now + 1) > :now
  UNION ALL
  SELECT s.level FROM escalation_shift s
   WHERE s.level = :level AND s.person_id = :person AND s.from_at <= :now AND s.until_at > :now
) x;
