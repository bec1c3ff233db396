-- +goose NO TRANSACTION
-- +goose Up
-- Where each brand of a post is named: see social.Evidence. What is stored already was
-- matched by its words alone. seen is the state of the pictures of which brands and
-- evidence were made, run_together the words of brands in text whose blanks were not read.
ALTER TABLE analyses
    ADD COLUMN IF NOT EXISTS evidence.brand Array(String),
    ADD COLUMN IF NOT EXISTS evidence.kinds Array(Array(String)),
    ADD COLUMN IF NOT EXISTS run_together Array(String),
    ADD COLUMN IF NOT EXISTS seen UInt64;

ALTER TABLE mentions ADD COLUMN IF NOT EXISTS evidence Array(LowCardinality(String)) DEFAULT if(brand = '', [], ['words']);

-- What is said in the sound or video of a post, as its platform tells it, and as it was heard.
ALTER TABLE posts ADD COLUMN IF NOT EXISTS transcript String CODEC(ZSTD(1));

ALTER TABLE media
    ADD COLUMN IF NOT EXISTS transcript String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS transcript_reader LowCardinality(String);

-- The rollup of readings tells evidence once a brand-day is counted again.
INSERT INTO dirty_days (brand, day, token, sign)
SELECT DISTINCT brand, day, 57, 1 FROM mentions WHERE brand != '';
