-- The days that the posts of each source are of, by platform, from all of them.
SELECT source::String, platform::String, toDate(min(created_at)), toDate(max(created_at))
FROM posts FINAL
WHERE deleted = 0
GROUP BY source, platform
