CREATE VIEW open_casefile AS SELECT c.id, c.contact_id FROM person p JOIN casefile c ON c.contact_id = p.id;
CREATE VIEW person_name AS SELECT name FROM person;
ALTER TABLE note RENAME TO remark;
