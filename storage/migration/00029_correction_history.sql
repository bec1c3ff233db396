-- +goose NO TRANSACTION
-- +goose Up
-- Who gave a label, where that is known, and whether it was the model's own, called
-- right.
ALTER TABLE corrections
    ADD COLUMN IF NOT EXISTS confirmed Bool,
    ADD COLUMN IF NOT EXISTS given_by LowCardinality(String);

-- Every label that was ever given or taken back; corrections holds the last ones.
CREATE TABLE IF NOT EXISTS correction_history (
    platform LowCardinality(String),
    id String CODEC(ZSTD(1)),
    brand LowCardinality(String),
    at DateTime64(6, 'UTC'),
    label LowCardinality(String),
    confirmed Bool,
    given_by LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (platform, id, brand, at)
SETTINGS index_granularity = 256;

INSERT INTO correction_history (platform, id, brand, at, label, confirmed, given_by)
SELECT platform, id, brand, at, label, confirmed, given_by FROM corrections FINAL;
