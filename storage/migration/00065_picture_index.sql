-- +goose NO TRANSACTION
-- +goose Up
-- The hashes of pictures, each under the keys that it is found by: its bits 1 to 63 in three
-- parts of 21, with the number of the part before them. Bit 0 is the same in all. picture is
-- the beginning of the SHA-256 digest of the picture's bytes. Rows are erased, and not
-- overwritten by ones that say the hash of a picture that is gone for ever.
CREATE TABLE IF NOT EXISTS picture_index (
    key UInt32,
    hash UInt64,
    picture UInt64
)
ENGINE = ReplacingMergeTree
PRIMARY KEY key
ORDER BY (key, hash, picture)
-- A look-up reads a few rows in each of many places.
SETTINGS index_granularity = 128, min_compress_block_size = 1024, max_compress_block_size = 2048;

-- So that this begins again wherever it ended.
CREATE TABLE IF NOT EXISTS picture_keys (
    key UInt32,
    hash UInt64,
    picture UInt64,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (key, hash, picture);

INSERT INTO picture_index (key, hash, picture) SELECT key, hash, picture FROM picture_keys FINAL WHERE deleted = 0;

DROP TABLE IF EXISTS picture_keys;
