SELECT source::String, day, max(version)
FROM source_days
WHERE day IN (SELECT day FROM days)
GROUP BY source, day
