-- The first and the last of some days that the posts of each source are of, by platform.
SELECT source::String, platform::String, min(day), max(day)
FROM mentions FINAL
WHERE day IN (SELECT day FROM days)
GROUP BY source, platform
