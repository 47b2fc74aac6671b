-- row product (id product_id, code text, name text, family text, software text, slug text, description text, end_of_sale_at instant?, end_of_life_at instant?)

-- query product_load(id product_id) one product
SELECT id, code, name, family, software, slug, description, end_of_sale_at, end_of_life_at
  FROM product WHERE id = :id;

-- query product_by_code(code text) maybe product
SELECT id, code, name, family, software, slug, description, end_of_sale_at, end_of_life_at
  FROM product WHERE code = :code;

-- query product_by_slug(slug text) maybe product
SELECT id, code, name, family, software, slug, description, end_of_sale_at, end_of_life_at
  FROM product WHERE slug = :slug;

-- query product_list() many product
SELECT id, code, name, family, software, slug, description, end_of_sale_at, end_of_life_at
  FROM product ORDER BY family, code LIMIT 1000;

-- query product_insert(code text, name text, family text, software text, slug text, description text, end_of_sale instant?, end_of_life instant?) one (id product_id)
INSERT INTO product (code, name, family, software, slug, description, end_of_sale_at, end_of_life_at)
VALUES (:code, :name, :family, :software, :slug, :description, :end_of_sale, :end_of_life) RETURNING id;

-- query product_update(id product_id, code text, name text, family text, software text, description text, end_of_sale instant?, end_of_life instant?) changes
UPDATE product SET code = :code, name = :name, family = :family, software = :software, description = :description,
       end_of_sale_at = :end_of_sale, end_of_life_at = :end_of_life WHERE id = :id;

-- row release (id release_id, software text, name text, position int, released_at instant, end_of_support_at instant?)

-- query release_load(id release_id) one release
SELECT id, software, name, position, released_at, end_of_support_at FROM release WHERE id = :id;

-- query release_by_name(product product_id, name text) maybe release
SELECT r.id, r.software, r.name, r.position, r.released_at, r.end_of_support_at
  FROM release r JOIN product_release pr ON pr.release_id = r.id
 WHERE pr.product_id = :product AND r.name = :name;

-- query release_of_product(product product_id) many (id release_id, name text, released_at instant, end_of_support_at instant?, suggested bool)
SELECT r.id, r.name, r.released_at, r.end_of_support_at, pr.suggested
  FROM product_release pr JOIN release r ON r.id = pr.release_id
 WHERE pr.product_id = :product ORDER BY r.position DESC LIMIT 500;

-- query release_not_of_product(product product_id) many release
SELECT r.id, r.software, r.name, r.position, r.released_at, r.end_of_support_at
  FROM product p JOIN release r ON r.software = p.software
 WHERE p.id = :product AND NOT EXISTS (SELECT 1 FROM product_release pr WHERE pr.product_id = p.id AND pr.release_id = r.id)
 ORDER BY r.position DESC LIMIT 500;

-- query release_last(software text) one (position int)
SELECT COALESCE(MAX(position), 0) FROM release WHERE software = :software;

-- query release_update(id release_id, name text, position int, released instant, end_of_support instant?) changes
UPDATE release SET name = :name, position = :position, released_at = :released, end_of_support_at = :end_of_support WHERE id = :id;

-- query product_release_remove(product product_id, release release_id) changes
DELETE FROM product_release WHERE product_id = :product AND release_id = :release;

-- query release_news(now instant, limit int) many release
SELECT id, software, name, position, released_at, end_of_support_at FROM release
 WHERE released_at <= :now ORDER BY released_at DESC, id DESC LIMIT :limit;

-- query release_insert(software text, name text, position int, released instant, end_of_support instant?) one (id release_id)
INSERT INTO release (software, name, position, released_at, end_of_support_at)
VALUES (:software, :name, :position, :released, :end_of_support) RETURNING id;

-- query product_release_put(product product_id, release release_id, suggested bool) exec
INSERT INTO product_release (product_id, release_id, suggested) VALUES (:product, :release, :suggested)
ON CONFLICT (product_id, release_id) DO UPDATE SET suggested = excluded.suggested;

-- query suggested_releases() many (product product_id, code text, name text, slug text, family text, release release_id, release_name text, released_at instant, end_of_support_at instant?)
SELECT p.id, p.code, p.name, p.slug, p.family, r.id AS release, r.name AS release_name, r.released_at, r.end_of_support_at
  FROM product_release pr JOIN product p ON p.id = pr.product_id JOIN release r ON r.id = pr.release_id
 WHERE pr.suggested = 1 ORDER BY p.family, p.code LIMIT 100;
