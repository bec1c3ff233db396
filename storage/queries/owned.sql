-- The posts of a platform, those that wait for their pictures among them, whose identifiers begin as those of one author do: from the
-- beginning on, up to what no longer begins so.
SELECT DISTINCT id
FROM
(
    SELECT id
    FROM posts FINAL
    WHERE platform = {platform:String} AND id >= {begins:String} AND id < {ends:String} AND NOT deleted
    UNION ALL
    SELECT id
    FROM held_posts FINAL
    WHERE platform = {platform:String} AND id >= {begins:String} AND id < {ends:String}
)
ORDER BY id
LIMIT {limit:UInt64}
