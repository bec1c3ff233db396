-- How many stored posts are near copies of each key, and on how many platforms
-- these stand. The index finds every state of a mention that ever was of such a group;
-- only the newest state of each counts, and each post once however many brands it mentions.
SELECT original_platform, original_id, uniqExact(platform, id), uniqExact(platform)
FROM mentions FINAL
PREWHERE (brand, day, platform, id) IN (SELECT brand, day, platform, id FROM mentions WHERE copy_group IN (SELECT sipHash64(platform, id) FROM keys))
WHERE (original_platform, original_id) IN keys
GROUP BY original_platform, original_id
