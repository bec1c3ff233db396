-- +goose NO TRANSACTION
-- +goose Up
-- Every place in mentions that a post ever had or was about to have, with the
-- newest version that wanted it there and how many writes did.
CREATE TABLE IF NOT EXISTS claims (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    brand LowCardinality(String),
    day Date,
    version SimpleAggregateFunction(max, UInt64),
    writes SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
ORDER BY (platform, id, brand, day)
SETTINGS index_granularity = 256;
