-- row own_product (code text, slug text, suggested text?, end_of_support_at instant?, devices int, behind int)

-- query product_own(limit int) many own_product
SELECT p.code, p.slug, r.name AS suggested, r.end_of_support_at, count(*) AS devices,
       SUM(CASE WHEN now.position < r.position THEN 1 ELSE 0 END) AS behind
  FROM asset a JOIN product p ON p.id = a.product_id
  LEFT JOIN release now ON now.id = a.release_id
  LEFT JOIN release r ON r.id = (SELECT pr.release_id FROM product_release pr JOIN release s ON s.id = pr.release_id
                                  WHERE pr.product_id = p.id AND pr.suggested = 1 ORDER BY s.position DESC LIMIT 1)
 WHERE a.organisation_id IN (SELECT m.organisation_id FROM membership m WHERE m.person_id = :viewer)
 GROUP BY p.id, p.code, p.slug, r.id, r.name, r.end_of_support_at
 ORDER BY count(*) DESC, p.code LIMIT :limit;
