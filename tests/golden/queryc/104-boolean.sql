-- query a() changes
UPDATE person SET hidden = TRUE;
