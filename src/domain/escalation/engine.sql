-- query engine_due(now instant, worst int, least int, after_due instant, after casefile_id) many (casefile casefile_id, due instant?)
SELECT casefile_id, next_due_at FROM escalation
 WHERE next_due_at <= :now AND priority >= :worst AND priority <= :least
   AND (next_due_at > :after_due OR (next_due_at = :after_due AND casefile_id > :after))
 ORDER BY next_due_at, casefile_id LIMIT 200;

-- query engine_next() maybe (at instant)
SELECT next_due_at FROM escalation WHERE next_due_at IS NOT NULL ORDER BY next_due_at LIMIT 1;

-- query engine_next_chase() maybe (at instant)
-- unscoped: says only when
SELECT chase_at FROM escalation_rung WHERE chase_at IS NOT NULL ORDER BY chase_at LIMIT 1;

-- query engine_chase(now instant) many (rung rung_id)
-- unscoped: for the engine
SELECT id FROM escalation_rung WHERE chase_at <= :now ORDER BY chase_at, id LIMIT 200;

-- Open ladders whose next rung was derived from an older policy.
-- query engine_outdated(version int, after_version int, after casefile_id) many (casefile casefile_id, version int)
SELECT casefile_id, policy_version FROM escalation
 WHERE state = 1 AND policy_version >= :after_version AND policy_version < :version
   AND (policy_version > :after_version OR casefile_id > :after)
 ORDER BY policy_version, casefile_id LIMIT 200;

-- Those that have come to rest and owe something still.
-- query engine_owed(after casefile_id) many (casefile casefile_id)
SELECT casefile_id FROM escalation WHERE owed <> 0 AND casefile_id > :after
 ORDER BY casefile_id LIMIT 200;

-- The formula over every open case of a policy: what is due and not sent. An offset
-- that does not exist is larger than any watch.
-- query engine_sweep(now instant, version int, after casefile_id, o11 int, o12 int, o13 int, o14 int, o21 int, o22 int, o23 int, o24 int, o31 int, o32 int, o33 int, o34 int, o41 int, o42 int, o43 int, o44 int, pause2 int, pause3 int, pause4 int) many (casefile casefile_id)
SELECT casefile_id FROM escalation
 WHERE state = 1 AND policy_version = :version AND casefile_id > :after AND (
   (priority = 1 AND (
      ((sent & 1) = 0 AND acc1 + :now - since >= :o11 AND COALESCE(mark1, 0) <= :now) OR
      ((sent & 2) = 0 AND acc1 + :now - since >= :o12 AND COALESCE(mark2, 0) <= :now) OR
      ((sent & 4) = 0 AND acc1 + :now - since >= :o13 AND COALESCE(mark3, 0) <= :now) OR
      ((sent & 8) = 0 AND acc1 + :now - since >= :o14 AND COALESCE(mark4, 0) <= :now))) OR
   (priority = 2 AND (
      ((sent & 1) = 0 AND acc2 + (:now - since) * (1 - waiting * :pause2) >= :o21 AND COALESCE(mark1, 0) <= :now) OR
      ((sent & 2) = 0 AND acc2 + (:now - since) * (1 - waiting * :pause2) >= :o22 AND COALESCE(mark2, 0) <= :now) OR
      ((sent & 4) = 0 AND acc2 + (:now - since) * (1 - waiting * :pause2) >= :o23 AND COALESCE(mark3, 0) <= :now) OR
      ((sent & 8) = 0 AND acc2 + (:now - since) * (1 - waiting * :pause2) >= :o24 AND COALESCE(mark4, 0) <= :now))) OR
   (priority = 3 AND (
      ((sent & 1) = 0 AND acc3 + (:now - since) * (1 - waiting * :pause3) >= :o31 AND COALESCE(mark1, 0) <= :now) OR
      ((sent & 2) = 0 AND acc3 + (:now - since) * (1 - waiting * :pause3) >= :o32 AND COALESCE(mark2, 0) <= :now) OR
      ((sent & 4) = 0 AND acc3 + (:now - since) * (1 - waiting * :pause3) >= :o33 AND COALESCE(mark3, 0) <= :now) OR
      ((sent & 8) = 0 AND acc3 + (:now - since) * (1 - waiting * :pause3) >= :o34 AND COALESCE(mark4, 0) <= :now))) OR
   (priority = 4 AND (
      ((sent & 1) = 0 AND acc4 + (:now - since) * (1 - waiting * :pause4) >= :o41 AND COALESCE(mark1, 0) <= :now) OR
      ((sent & 2) = 0 AND acc4 + (:now - since) * (1 - waiting * :pause4) >= :o42 AND COALESCE(mark2, 0) <= :now) OR
      ((sent & 4) = 0 AND acc4 + (:now - since) * (1 - waiting * :pause4) >= :o43 AND COALESCE(mark3, 0) <= :now) OR
      ((sent & 8) = 0 AND acc4 + (:now - since) * (1 - waiting * :pause4) >= :o44 AND COALESCE(mark4, 0) <= :now))))
 ORDER BY casefile_id LIMIT 200;

-- query engine_mark_load() maybe (boot_id text, realtime instant, boottime_us int, high_water instant)
SELECT boot_id, realtime, boottime_us, high_water FROM escalation_clock WHERE one = 1;

-- query engine_mark_save(boot_id text, realtime instant, boottime_us int, high_water instant) exec
INSERT INTO escalation_clock (one, boot_id, realtime, boottime_us, high_water)
VALUES (1, :boot_id, :realtime, :boottime_us, :high_water)
ON CONFLICT (one) DO UPDATE
   SET boot_id = excluded.boot_id, realtime = excluded.realtime, boottime_us = excluded.boottime_us,
       high_water = excluded.high_water;
