SELECT formatRow('RowBinary', /*media columns*/)
FROM media FINAL
PREWHERE url IN urls
