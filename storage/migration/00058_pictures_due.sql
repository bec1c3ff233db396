-- +goose NO TRANSACTION
-- +goose Up
-- The pictures of which something was written that the posts that show them are not yet
-- matched with. A row is written before that of the picture, and taken back by one with deleted.
CREATE TABLE IF NOT EXISTS pictures_due (
    url String,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY url
SETTINGS index_granularity = 1024;

-- Posts that mention nobody and wait for their pictures to be read: post is the page of
-- the posts stream that holds one. One that waits no longer has no content and deleted.
CREATE TABLE IF NOT EXISTS held_posts (
    platform LowCardinality(String),
    id String,
    version UInt64,
    source LowCardinality(String),
    post String CODEC(ZSTD(1)),
    urls Array(String),
    bytes UInt64,
    since DateTime64(6, 'UTC'),
    deleted UInt8,
    INDEX by_picture urls TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;
