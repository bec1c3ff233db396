-- Where the posts are that show a picture at one of some addresses.
SELECT platform, id, created_at, shown_url, shown_alt, shown_of
FROM
(
    SELECT platform, id, created_at, images.url AS shown_urls, images.alt AS shown_alts, arrayResize(images.of, length(images.url)) AS shown_ofs
    FROM posts FINAL
    WHERE deleted = 0 AND hasAny(images.url, {urls:Array(String)})
)
ARRAY JOIN shown_urls AS shown_url, shown_alts AS shown_alt, shown_ofs AS shown_of
WHERE shown_url IN {urls:Array(String)}
