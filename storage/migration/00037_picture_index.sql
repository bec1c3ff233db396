-- +goose NO TRANSACTION
-- +goose Up
-- Which posts show a picture is asked when one of them is deleted. What is stored
-- already gets the index in the background, and is read whole until then.
ALTER TABLE posts ADD INDEX IF NOT EXISTS by_picture images.url TYPE bloom_filter(0.01) GRANULARITY 4;

ALTER TABLE posts MATERIALIZE INDEX by_picture;
