-- +goose NO TRANSACTION
-- +goose Up
-- News that posts are gone of which nothing was stored when it came: another process may have
-- them in work, and store them later. A post is a hash, so that nothing is kept of whom
-- nobody listened to.
CREATE TABLE IF NOT EXISTS deletions (
    post FixedString(16),
    version UInt64,
    at DateTime DEFAULT now()
)
ENGINE = MergeTree
PARTITION BY toDate(at)
ORDER BY post
TTL at + INTERVAL 3 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1;
