created_at, platform, id, source, url, author_handle, author_name, author_url, title, text, language, edited_at,
    parent_id, thread_id, tags, links, images.url, images.alt, images.width, images.height, images.of,
    likes, shares, comments, views, keep, fetched_at, deleted, date_from, backlog, transcript,
    transcript_from, transcript_language, recordings.url, recordings.type, recordings.seconds, recordings.bytes
