SELECT formatRow('RowBinary', /*post columns*/)
FROM posts FINAL
PREWHERE (platform, id) IN keys
