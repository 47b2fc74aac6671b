-- Cases of many customers with one cause: children of the case in which it is worked on.
CREATE TABLE incident_child (
	child_id     int PRIMARY KEY REFERENCES casefile(id),
	parent_id    int NOT NULL REFERENCES casefile(id),
	attached_at  instant NOT NULL,
	attached_by  int REFERENCES person(id)
);
CREATE INDEX incident_child_by_parent ON incident_child (parent_id, child_id);
