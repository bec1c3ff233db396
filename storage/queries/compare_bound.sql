-- The end of a range of posts that no table has more than some rows in; none where
-- every table ends before.
SELECT platform, id
FROM
(
    SELECT platform, id FROM (SELECT platform, id FROM posts WHERE platform > {platform:String} OR (platform = {platform:String} AND id > {id:String}) ORDER BY platform, id LIMIT 1 OFFSET {rows:UInt64})
    UNION ALL
    SELECT platform, id FROM (SELECT platform, id FROM analyses WHERE platform > {platform:String} OR (platform = {platform:String} AND id > {id:String}) ORDER BY platform, id LIMIT 1 OFFSET {rows:UInt64})
    UNION ALL
    SELECT platform, id FROM (SELECT platform, id FROM claims WHERE platform > {platform:String} OR (platform = {platform:String} AND id > {id:String}) ORDER BY platform, id LIMIT 1 OFFSET {rows:UInt64})
)
ORDER BY platform, id
LIMIT 1
SETTINGS max_threads = 1
