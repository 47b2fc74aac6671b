-- @scoped
CREATE INDEX a ON b (c);
