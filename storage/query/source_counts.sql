SELECT source, count()
FROM posts FINAL
GROUP BY source
