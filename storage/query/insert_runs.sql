INSERT INTO runs (id, source, platform, state, started, finished, requests, posts, skipped, fault)
