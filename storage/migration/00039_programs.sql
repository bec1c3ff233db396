-- +goose NO TRANSACTION
-- +goose Up
-- Which version of Earshot first brought the tables to a schema, so that an older one
-- that meets a schema it does not know can say whose it is.
CREATE TABLE IF NOT EXISTS programs (
    schema Int64,
    version String,
    at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY schema;
