-- +goose NO TRANSACTION
-- +goose Up
-- The hashes of pictures, each under the keys that it is found by: its bits 1 to 63 in three
-- parts of 21, with the number of the part before them. Bit 0 is the same in all. picture is
-- the beginning of the SHA-256 digest of the picture's bytes.
CREATE TABLE IF NOT EXISTS picture_keys (
    key UInt32,
    hash UInt64,
    picture UInt64,
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (key, hash, picture)
-- A look-up reads a few rows in each of many places.
SETTINGS index_granularity = 256, min_compress_block_size = 2048, max_compress_block_size = 4096;

-- What pictures are compared by; see the package fingerprint.
CREATE TABLE IF NOT EXISTS picture_prints (
    picture UInt64,
    sha256 String,
    hashes Array(UInt64),
    print String CODEC(ZSTD(1)),
    version UInt64,
    deleted UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (picture, sha256)
SETTINGS index_granularity = 256;

-- Of which family a picture is: the name is the digest of one of its pictures.
CREATE TABLE IF NOT EXISTS picture_families (
    sha256 String,
    family String,
    version UInt64,
    deleted UInt8,
    INDEX by_family family TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY sha256
SETTINGS index_granularity = 256;

-- By which scheme the picture was put into its family; 0 is not yet.
ALTER TABLE media ADD COLUMN IF NOT EXISTS print_scheme UInt8;
