INSERT INTO runs (id, source, platform, state, started, finished, requests, posts, skipped, fault, new, window_from, window_to, reached, brands, undated, undated_why, unread, unread_first)
