SELECT url, state, fault, sha256, perceptual, thumb, type, bytes, width, height, caption, caption_model, ocr, tags, fetched_at
FROM media FINAL
PREWHERE url IN urls
