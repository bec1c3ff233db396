SELECT formatRow('RowBinary', /*analysis columns*/)
FROM analyses FINAL
PREWHERE (platform, id) IN keys
