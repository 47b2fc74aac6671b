-- query a(x int) changes
UPDATE person SET hidden = 1 WHERE id IS :x;
