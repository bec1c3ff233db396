-- The scheme up to which what was stored before has its addresses; no post has an
-- empty one.
SELECT id
FROM addresses FINAL
PREWHERE address = ''
