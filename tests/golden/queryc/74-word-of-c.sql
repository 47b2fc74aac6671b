-- query a(default int) one (x int)
SELECT :default;
