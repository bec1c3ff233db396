-- Some waiting posts, by their identity.
SELECT platform, id, version, post
FROM held_posts FINAL
PREWHERE (platform, id) IN keys
