-- The sources that ever ran; those of imported files never did.
SELECT DISTINCT source::String
FROM crawl_runs
