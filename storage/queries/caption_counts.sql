-- The pictures that have no caption, by how far the asking about them got.
SELECT
    multiIf(known.step = 'given up' AND (known.model != {model:String} OR known.prompt != {prompt:String}), '', known.step) AS state,
    state != 'given up' AND has({skip:Array(String)}, lacking.sha256) AS later,
    if(state IN ('failed', 'given up'), known.fault, '') AS why, count() AS pictures
FROM (SELECT DISTINCT sha256 FROM media FINAL WHERE state = 'ready' AND caption_model = '' AND sha256 != '') AS lacking
LEFT JOIN (SELECT sha256, model, prompt, step, fault FROM captions FINAL) AS known ON known.sha256 = lacking.sha256
GROUP BY state, later, why
ORDER BY pictures DESC, state, later, why
LIMIT 200
