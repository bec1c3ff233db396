SELECT uniqExact(sha256)
FROM media FINAL
WHERE state = 'ready' AND logos LIKE '%"perhaps":true%'
