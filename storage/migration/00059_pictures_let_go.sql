-- +goose NO TRANSACTION
-- +goose Up
-- The pictures of posts that were not kept, and when that was last noted: they are forgotten a
-- while after it, unless a post shows them. A row with deleted takes one back.
CREATE TABLE IF NOT EXISTS pictures_let_go (
    url String,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY url
SETTINGS index_granularity = 1024;
