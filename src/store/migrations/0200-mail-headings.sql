-- Headings of mail that is shown stand below those of the page; a '<' is never text there.
UPDATE mail_in
   SET html = replace(replace(replace(replace(html, '<h2', '<h4'), '</h2>', '</h4>'), '<h1', '<h3'), '</h1>', '</h3>')
 WHERE html LIKE '%<h1%' OR html LIKE '%<h2%';
