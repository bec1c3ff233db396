-- How many posts of each source wait for their pictures.
SELECT toString(source), count()
FROM held_posts FINAL
GROUP BY source
