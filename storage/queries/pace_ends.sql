-- When the newest post of each source was published, on all days but those that are
-- counted apart.
SELECT source::String, max(last)
FROM source_days FINAL
WHERE day >= {since:Date} AND day < {end:Date} AND dated > 0 AND day NOT IN (SELECT day FROM days)
GROUP BY source
