-- The latest runs of every source.
SELECT id, source, platform, state, started, finished, requests, posts, skipped, fault, new, window_from, window_to, reached, brands, undated, undated_why, unread, unread_first, cut, cut_first, items, skipped_items
FROM crawl_runs FINAL
ORDER BY source, started DESC, id DESC
LIMIT {each:UInt64} BY source
