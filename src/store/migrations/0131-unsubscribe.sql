-- Signs the links by which a person ends the mails of a case (domain/casefile/notice/unsubscribe.h).
CREATE TABLE unsubscribe_key (
	id      int PRIMARY KEY,              -- 1
	secret  text NOT NULL
);
