-- The waiting posts that show one of some pictures.
SELECT platform, id, version, post
FROM held_posts FINAL
WHERE hasAny(urls, (SELECT groupUniqArray(url) FROM urls))
