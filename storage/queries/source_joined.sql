-- How many posts each source read that are stored as posts of another one, because
-- they are one article.
SELECT source, count()
FROM
(
    SELECT DISTINCT platform, id, source
    FROM places FINAL
) AS read
INNER JOIN
(
    SELECT platform, id, source AS keeper
    FROM posts FINAL
    PREWHERE (platform, id) IN (SELECT platform, id FROM places)
    WHERE deleted = 0
) AS stored USING (platform, id)
WHERE source != keeper
GROUP BY source
