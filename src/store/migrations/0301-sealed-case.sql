-- The case that a report came from is found when it goes back.
CREATE INDEX casefile_by_disclosure ON casefile (disclosure_id) WHERE disclosure_id IS NOT NULL;
