INSERT INTO mentions (brand, day, platform, id, created_at, language, label, source, engagement, author, terms, version, deleted)
