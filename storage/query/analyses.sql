SELECT platform, id, language, label, negative, neutral, positive, why.text, why.weight, keywords, hashtags, brands, analyzer
FROM analyses FINAL
PREWHERE (platform, id) IN keys
