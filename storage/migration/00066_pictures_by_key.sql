-- +goose NO TRANSACTION
-- +goose Up
-- At which addresses the pictures of many families are, and which posts show one of them,
-- is asked for every page of a gallery, so that an index must hardly ever say yes falsely. What
-- is stored already gets them in the background, and is read whole until then.
ALTER TABLE media ADD INDEX IF NOT EXISTS by_digest sha256 TYPE bloom_filter(0.0001) GRANULARITY 1;

ALTER TABLE media MATERIALIZE INDEX by_digest SETTINGS mutations_sync = 0;

ALTER TABLE media DROP INDEX IF EXISTS by_sha256 SETTINGS mutations_sync = 0;

ALTER TABLE posts ADD INDEX IF NOT EXISTS by_image images.url TYPE bloom_filter(0.0001) GRANULARITY 1;

ALTER TABLE posts MATERIALIZE INDEX by_image SETTINGS mutations_sync = 0;

ALTER TABLE posts DROP INDEX IF EXISTS by_picture SETTINGS mutations_sync = 0;
