INSERT INTO media (url, version, state, fault, sha256, perceptual, thumb, type, bytes, width, height, caption, caption_model, ocr, tags, fetched_at,
    ocr_reader, text_lines, logos, logo_brands, logo_set, description, look, animated, palette, transcript, transcript_reader, print_scheme,
    stored_at, let_go_at, freed)
