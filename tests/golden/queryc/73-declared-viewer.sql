-- query a(viewer int) one (x int)
SELECT :viewer;
