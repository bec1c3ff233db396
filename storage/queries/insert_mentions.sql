INSERT INTO mentions (brand, day, platform, id, created_at, language, label, source, engagement, author, version, deleted, /*mention readings*/, original_platform, original_id, spam)
