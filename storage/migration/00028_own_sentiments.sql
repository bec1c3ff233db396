-- +goose NO TRANSACTION
-- +goose Up
-- What a text says of single brands, and whether a judgement is sure. The label of a
-- mention is from here on the class of its own sentiment: positive, neutral, negative,
-- unsure, or empty for none. What is stored already was judged before there was doubt:
-- it stands as sure, and says of every brand what it says as a whole, until it is
-- analysed again.
ALTER TABLE analyses
    ADD COLUMN IF NOT EXISTS sure Bool DEFAULT true,
    ADD COLUMN IF NOT EXISTS sure_from Float32,
    ADD COLUMN IF NOT EXISTS `toward.brand` Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS `toward.label` Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS `toward.negative` Array(Float32),
    ADD COLUMN IF NOT EXISTS `toward.neutral` Array(Float32),
    ADD COLUMN IF NOT EXISTS `toward.positive` Array(Float32),
    ADD COLUMN IF NOT EXISTS `toward.sure` Array(Bool),
    ADD COLUMN IF NOT EXISTS `toward.why_text` Array(Array(String)),
    ADD COLUMN IF NOT EXISTS `toward.why_weight` Array(Array(Float32)),
    ADD COLUMN IF NOT EXISTS `corrected_toward.brand` Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS `corrected_toward.label` Array(LowCardinality(String));

ALTER TABLE trend_hours ADD COLUMN IF NOT EXISTS unsure UInt64;

ALTER TABLE trend_days ADD COLUMN IF NOT EXISTS unsure UInt64;

-- A label is given to a post and all its mentions, or to that of one brand.
ALTER TABLE corrections
    ADD COLUMN IF NOT EXISTS brand LowCardinality(String),
    MODIFY ORDER BY (platform, id, brand);
