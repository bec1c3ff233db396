SELECT url, state, fault, sha256, perceptual, thumb, type, bytes, width, height, caption, caption_model, ocr, tags, fetched_at
FROM media FINAL
WHERE sha256 = {sha:String} AND state = 'ready'
ORDER BY caption_model != '' DESC, fetched_at DESC, url
LIMIT 1
