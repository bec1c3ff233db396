-- The posts of a platform whose identifiers begin as those of one author do: from the
-- beginning on, up to what no longer begins so.
SELECT id
FROM posts FINAL
WHERE platform = {platform:String} AND id >= {begins:String} AND id < {ends:String} AND NOT deleted
ORDER BY id
LIMIT {limit:UInt64}
