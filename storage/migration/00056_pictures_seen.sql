-- +goose NO TRANSACTION
-- +goose Up
-- What is seen in pictures: who read the text and where it stands, logos (in logo_brands
-- the certain ones only), what a vision model says beside the caption, and measures.
-- text_lines, logos and description are JSON, empty for nothing; see social.Media. Texts
-- of before were all read by the model of the caption.
ALTER TABLE media
    ADD COLUMN IF NOT EXISTS ocr_reader LowCardinality(String) DEFAULT caption_model,
    ADD COLUMN IF NOT EXISTS text_lines String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS logos String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS logo_brands Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS logo_set String,
    ADD COLUMN IF NOT EXISTS description String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS look LowCardinality(String),
    ADD COLUMN IF NOT EXISTS animated Bool,
    ADD COLUMN IF NOT EXISTS palette Array(String) CODEC(ZSTD(1));
