SELECT platform, id, text_hash, model, label, negative, neutral, positive, quote, fault, version
FROM opinions FINAL
PREWHERE (platform, id) IN keys
WHERE model != ''
