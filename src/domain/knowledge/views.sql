-- query article_views_add(article article_id, n int) exec
UPDATE article SET views = views + :n WHERE id = :article;
