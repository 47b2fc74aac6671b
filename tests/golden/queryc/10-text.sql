-- query odd(name text) one (a text, b text)
SELECT 'it''s :name -- not /* a */ comment; ?1 $1', -- :nothing here
       'a "quote", a \ and
a new line' /* :nothing ; here */
  FROM person WHERE name<>:name AND name <> 'ä: ??=' /**/ LIMIT 1;
