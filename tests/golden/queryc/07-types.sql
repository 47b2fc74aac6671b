-- query types_put(a int, b bool, c text, d blob, e real, f instant, g seconds, h team_id) exec
INSERT INTO types (a, b, c, d, e, f, g, h) VALUES (:a, :b, :c, :d, :e, :f, :g, :h);

-- query types_put_null(a int?, b bool?, c text?, d blob?, e real?, f instant?, g seconds?, h team_id?) exec
INSERT INTO types (a, b, c, d, e, f, g, h) VALUES (:a, :b, :c, :d, :e, :f, :g, :h);

-- query types_get() one (a int, b bool, c text, d blob, e real, f instant, g seconds, h team_id)
SELECT a, b, c, d, e, f, g, h FROM types LIMIT 1;

-- query types_get_null() one (a int?, b bool?, c text?, d blob?, e real?, f instant?, g seconds?, h team_id?)
SELECT a, b, c, d, e, f, g, h FROM types LIMIT 1;
