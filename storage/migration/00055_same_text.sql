-- +goose NO TRANSACTION
-- +goose Up
-- The posts with the text of another word for word are found without reading the texts of
-- all. What is stored already comes into the index in the background, and is read whole until then.
ALTER TABLE posts ADD INDEX IF NOT EXISTS by_text sipHash64(text) TYPE bloom_filter(0.001) GRANULARITY 4;

ALTER TABLE posts MATERIALIZE INDEX by_text SETTINGS mutations_sync = 0;
