INSERT INTO held_posts (platform, id, version, source, post, urls, bytes, since, deleted)
