-- query remark_each() each (id int)
SELECT r.id FROM remark r JOIN casefile c ON c.id = r.casefile_id WHERE c.contact_id = :viewer;
