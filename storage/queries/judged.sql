-- The labels people gave to posts, and what language models said of them, which
-- has a model: one question, as every post that is written is asked about.
SELECT
    platform, id, label::String, '' AS text_hash, '' AS model,
    toFloat32(0) AS negative, toFloat32(0) AS neutral, toFloat32(0) AS positive, '' AS quote, '' AS fault, toUInt64(0) AS version
FROM corrections FINAL
PREWHERE (platform, id) IN keys
WHERE label != ''
UNION ALL
SELECT platform, id, label::String, text_hash, model::String, negative, neutral, positive, quote, fault, version
FROM opinions FINAL
PREWHERE (platform, id) IN keys
WHERE model != ''
