-- +goose NO TRANSACTION
-- +goose Up
-- The most engaged of a period are read from where there are any: an index tells of which
-- rows some are as engaged. It needs a column of its own, as an unknown engagement would count as the highest.
ALTER TABLE mentions
    ADD COLUMN IF NOT EXISTS engaged Int64 MATERIALIZED ifNull(engagement, -1),
    ADD INDEX IF NOT EXISTS by_engaged engaged TYPE minmax;

ALTER TABLE mentions MATERIALIZE INDEX by_engaged SETTINGS mutations_sync = 0;
