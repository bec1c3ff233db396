SELECT platform, id, place_platform, place_id, source, url, first_seen, fetched_at, length
FROM places FINAL
PREWHERE (platform, id) IN keys
ORDER BY platform, id, first_seen, place_platform, place_id, source
