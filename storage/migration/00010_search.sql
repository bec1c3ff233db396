-- +goose NO TRANSACTION
-- +goose Up
-- The keys of each post that queries look for, and its text as phrases are looked
-- for in it; see social.Document.SearchKeys and SearchText.
-- A row of another scheme than the program's has keys that are not to be
-- believed: its post is read instead.
CREATE TABLE IF NOT EXISTS search (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    version UInt64,
    scheme UInt16,
    keys Array(String) CODEC(ZSTD(1)),
    text String CODEC(ZSTD(1)),
    INDEX by_key keys TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

INSERT INTO search (platform, id, version, scheme)
SELECT platform, id, version, 0 FROM posts FINAL;
