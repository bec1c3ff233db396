-- Counts the posts of some days by source, each post once however many brands it mentions.
SELECT source, count()
FROM
(
    SELECT source::String AS source
    FROM mentions FINAL
    WHERE day IN (SELECT day FROM days)
    GROUP BY source, day, platform, id
)
GROUP BY source
