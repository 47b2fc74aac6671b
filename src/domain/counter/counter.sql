-- query counter_next(name text) one (value int)
INSERT INTO counter (name, value) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value;
