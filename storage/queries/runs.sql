SELECT id, source, platform, state, started, finished, requests, posts, skipped, fault, new, window_from, window_to, reached, brands, undated, undated_why, unread, unread_first, cut, cut_first, items, skipped_items
FROM crawl_runs FINAL
WHERE {source:String} = '' OR source = {source:String}
ORDER BY started DESC, id DESC
LIMIT {limit:UInt64}
