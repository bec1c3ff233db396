INSERT INTO analyses (platform, id, version, language, label, negative, neutral, positive, why.text, why.weight, keywords, hashtags, brands, analyzer)
