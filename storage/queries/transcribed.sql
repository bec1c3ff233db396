-- Those of some posts that are stored with a transcript.
SELECT formatRow('RowBinary', /*post columns*/)
FROM posts FINAL
PREWHERE (platform, id) IN keys
WHERE transcript != ''
