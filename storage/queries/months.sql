-- The months that have rows of mentions, and how many, from what the engine knows of its
-- parts: no row is read.
SELECT min(day), max(day), count()
FROM mentions
GROUP BY toYYYYMM(day)
ORDER BY min(day)
