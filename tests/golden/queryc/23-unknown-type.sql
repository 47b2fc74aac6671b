-- A type that C does not know is found by the C compiler, on the line of this file.
-- query nothing(a int,
--	b nothing_id) exec
UPDATE nothing SET a = :a WHERE b = :b;
