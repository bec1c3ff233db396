-- +goose NO TRANSACTION
-- +goose Up
-- What queries look for is in the mentions themselves, so that a query is a condition
-- like any other: the keys of the post and its text as phrases are looked for in it; see
-- social.Document.SearchKeys and SearchText. A row of another scheme than the program's
-- has keys that are not to be believed: its post is looked up in search, or read, until
-- its row is written again.
ALTER TABLE mentions
    ADD COLUMN IF NOT EXISTS search_scheme UInt16,
    ADD COLUMN IF NOT EXISTS search_keys Array(String) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS search_text String CODEC(LZ4),
    ADD INDEX IF NOT EXISTS by_word search_keys TYPE text(tokenizer = 'array'),
    ADD INDEX IF NOT EXISTS by_search_scheme search_scheme TYPE minmax;
