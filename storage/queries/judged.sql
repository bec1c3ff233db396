-- The labels people gave to posts, and to single brands' mentions of them, and the
-- opinions of language models, which have a model. It is one query, because every write
-- of a post runs it.
SELECT
    platform, id, label::String, '' AS text_hash, '' AS model,
    toFloat32(0) AS negative, toFloat32(0) AS neutral, toFloat32(0) AS positive, '' AS quote, '' AS fault, toUInt64(0) AS version, brand::String
FROM corrections FINAL
PREWHERE (platform, id) IN keys
WHERE label != ''
UNION ALL
SELECT platform, id, label::String, text_hash, model::String, negative, neutral, positive, quote, fault, version, ''
FROM opinions FINAL
PREWHERE (platform, id) IN keys
WHERE model != ''
