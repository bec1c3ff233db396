-- +goose NO TRANSACTION
-- +goose Up
-- A merge of parts that are older than an indexed column leaves the column out, and then
-- fails as it has nothing to index. A column with a default is never left out.
ALTER TABLE mentions
    MODIFY COLUMN search_scheme DEFAULT 0,
    MODIFY COLUMN search_keys DEFAULT [];
