-- query product_all() many (name text)
-- bounded: some dozens of products
SELECT name FROM product ORDER BY name;
