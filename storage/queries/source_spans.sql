-- The days that the posts of each source are of, by platform, but for days that are
-- counted apart.
SELECT source::String, arrayJoin(platforms)::String AS platform, min(day), max(day)
FROM source_days FINAL
WHERE posts > 0 AND day NOT IN (SELECT day FROM days)
GROUP BY source, platform
