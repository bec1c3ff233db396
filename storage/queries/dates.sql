-- When stored posts were published, as far as is known.
SELECT platform, id, created_at, date_from::String, backlog
FROM posts FINAL
PREWHERE (platform, id) IN keys
WHERE deleted = 0
