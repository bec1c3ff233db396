-- The posts of each source on all days but those that are counted apart.
SELECT source::String, sum(posts)
FROM source_days FINAL
WHERE day NOT IN (SELECT day FROM days)
GROUP BY source
