-- The posts that may have the text of a post word for word, in any of their states, and
-- those of its group of near copies: the original and all its copies.
SELECT DISTINCT platform, id
FROM posts
PREWHERE sipHash64(text) = sipHash64({text:String})
WHERE text = {text:String} AND {text:String} != '' AND title = {title:String}
UNION DISTINCT
SELECT platform, id
FROM analyses FINAL
PREWHERE (platform, id) IN
(
    SELECT platform, id
    FROM analyses
    WHERE {original_id:String} != '' AND original_id = {original_id:String} AND original_platform = {original_platform:String}
)
WHERE original_id = {original_id:String} AND original_platform = {original_platform:String}
