-- +goose NO TRANSACTION
-- +goose Up
-- What the analyzers say beyond sentiment and keywords. created_at is the
-- post's, so that texts of late can be gone through without the posts.
ALTER TABLE analyses
    ADD COLUMN IF NOT EXISTS created_at DateTime64(6, 'UTC'),
    ADD COLUMN IF NOT EXISTS emotion LowCardinality(String),
    ADD COLUMN IF NOT EXISTS emotion_certainty Float32,
    ADD COLUMN IF NOT EXISTS intents Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS `aspects.term` Array(String),
    ADD COLUMN IF NOT EXISTS `aspects.label` Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS `aspects.certainty` Array(Float32),
    ADD COLUMN IF NOT EXISTS entities Array(String) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS fingerprint UInt64,
    ADD COLUMN IF NOT EXISTS original_platform LowCardinality(String),
    ADD COLUMN IF NOT EXISTS original_id String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS spam Float32,
    ADD COLUMN IF NOT EXISTS spam_reasons Array(String) CODEC(ZSTD(1)),
    ADD INDEX IF NOT EXISTS by_original original_id TYPE bloom_filter GRANULARITY 4;

ALTER TABLE mentions
    ADD COLUMN IF NOT EXISTS emotion LowCardinality(String),
    ADD COLUMN IF NOT EXISTS intents Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS `aspects.term` Array(String) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `aspects.label` Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS entities Array(String) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS original_platform LowCardinality(String),
    ADD COLUMN IF NOT EXISTS original_id String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS spam Bool;
