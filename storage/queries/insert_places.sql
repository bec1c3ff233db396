INSERT INTO places (platform, id, place_platform, place_id, source, url, first_seen, fetched_at, length, version, deleted)
