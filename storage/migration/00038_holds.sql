-- +goose NO TRANSACTION
-- +goose Up
-- What is written here shows that something can be written; nothing reads it.
CREATE TABLE IF NOT EXISTS write_probe (
    name LowCardinality(String),
    at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY name;

-- How many posts of a run were over a bound, and the first of them with what was cut.
ALTER TABLE runs
    ADD COLUMN IF NOT EXISTS cut Int64,
    ADD COLUMN IF NOT EXISTS cut_first String CODEC(ZSTD(1));
