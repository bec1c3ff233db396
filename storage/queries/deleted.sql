SELECT platform, id
FROM posts FINAL
PREWHERE (platform, id) IN keys
WHERE deleted = 1
