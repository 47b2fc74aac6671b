-- Pictures of articles are in article_picture; nothing ever wrote here.
DROP TABLE article_file;
