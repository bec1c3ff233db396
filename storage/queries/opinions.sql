SELECT platform, id, label, text_hash, model, negative, neutral, positive, quote, fault, version
FROM opinions FINAL
PREWHERE (platform, id) IN keys
WHERE model != ''
