SELECT analyzer::String, day, max(version)
FROM analyzer_days
WHERE day IN (SELECT day FROM days)
GROUP BY analyzer, day
