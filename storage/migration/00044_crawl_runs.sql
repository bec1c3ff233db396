-- +goose NO TRANSACTION
-- +goose Up
-- The runs of each source in their order, so that those of a period are read and no
-- others. They take the place of the table runs, which is made again where it is gone
-- already, so that all this may be done again from any point.
CREATE TABLE IF NOT EXISTS crawl_runs (
    id String,
    source LowCardinality(String),
    platform LowCardinality(String),
    state LowCardinality(String),
    started DateTime64(6, 'UTC'),
    finished Nullable(DateTime64(6, 'UTC')),
    requests Int64,
    posts Int64,
    skipped Int64,
    fault String CODEC(ZSTD(1)),
    new Nullable(Int64),
    window_from Nullable(DateTime64(6, 'UTC')),
    window_to Nullable(DateTime64(6, 'UTC')),
    reached Nullable(DateTime64(6, 'UTC')),
    brands Array(String),
    undated Int64,
    undated_why String CODEC(ZSTD(1)),
    unread Int64,
    unread_first String CODEC(ZSTD(1)),
    cut Int64,
    cut_first String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (source, started, id)
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS runs AS crawl_runs
ENGINE = ReplacingMergeTree
ORDER BY id;

INSERT INTO crawl_runs (id, source, platform, state, started, finished, requests, posts, skipped, fault, new, window_from, window_to, reached, brands, undated, undated_why, unread, unread_first, cut, cut_first)
SELECT id, source, platform, state, started, finished, requests, posts, skipped, fault, new, window_from, window_to, reached, brands, undated, undated_why, unread, unread_first, cut, cut_first
FROM runs FINAL;

DROP TABLE IF EXISTS runs;
