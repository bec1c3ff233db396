-- What a post's addresses are told by, in the order of the key.
SELECT platform, id, url, parent_id, thread_id, fetched_at
FROM posts FINAL
WHERE deleted = 0 AND url != ''
