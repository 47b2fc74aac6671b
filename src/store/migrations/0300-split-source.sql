-- Copies of an entry are looked for in the cases that were split off from its case.
CREATE INDEX casefile_split_by_source ON casefile_split (source_id);
