SELECT source, count()
FROM posts FINAL
WHERE deleted = 0
GROUP BY source
