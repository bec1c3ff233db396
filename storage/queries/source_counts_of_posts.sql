-- The posts of each source, counted from all of them.
SELECT source::String, count()
FROM posts FINAL
WHERE deleted = 0
GROUP BY source
