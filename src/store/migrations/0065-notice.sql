-- What a person wants to be told of cases by mail (domain/casefile/notice).
CREATE TABLE notice_choice (
	person_id    int NOT NULL REFERENCES person(id),
	casefile_id  int NOT NULL,                   -- 0: all cases without a row of their own
	choice       int NOT NULL,                   -- enum notice_choice
	PRIMARY KEY (person_id, casefile_id)
);
