CREATE TABLE analyses
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `version` UInt64,
    `language` LowCardinality(String),
    `label` LowCardinality(String),
    `negative` Float32,
    `neutral` Float32,
    `positive` Float32,
    `why.text` Array(String),
    `why.weight` Array(Float32),
    `keywords` Array(String) CODEC(ZSTD(1)),
    `hashtags` Array(String) CODEC(ZSTD(1)),
    `brands` Array(LowCardinality(String)),
    `analyzer` LowCardinality(String),
    `created_at` DateTime64(6, 'UTC'),
    `emotion` LowCardinality(String),
    `emotion_certainty` Float32,
    `intents` Array(LowCardinality(String)),
    `aspects.term` Array(String),
    `aspects.label` Array(LowCardinality(String)),
    `aspects.certainty` Array(Float32),
    `entities` Array(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64,
    `original_platform` LowCardinality(String),
    `original_id` String CODEC(ZSTD(1)),
    `spam` Float32,
    `spam_reasons` Array(String) CODEC(ZSTD(1)),
    `corrected` LowCardinality(String),
    INDEX by_original original_id TYPE bloom_filter GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

CREATE TABLE claims
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `brand` LowCardinality(String),
    `day` Date,
    `version` SimpleAggregateFunction(max, UInt64),
    `writes` SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
ORDER BY (platform, id, brand, day)
SETTINGS index_granularity = 256;

CREATE TABLE corrections
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `label` LowCardinality(String),
    `at` DateTime64(6, 'UTC'),
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

CREATE TABLE dirty_days
(
    `brand` LowCardinality(String),
    `day` Date,
    `token` UInt64,
    `sign` Int8
)
ENGINE = CollapsingMergeTree(sign)
ORDER BY (brand, day, token)
SETTINGS index_granularity = 8192;

CREATE TABLE goose_db_version
(
    `version_id` Int64,
    `is_applied` UInt8,
    `date` Date DEFAULT now(),
    `tstamp` DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY (version_id)
SETTINGS index_granularity = 8192;

CREATE TABLE media
(
    `url` String CODEC(ZSTD(1)),
    `version` UInt64,
    `state` LowCardinality(String),
    `fault` String CODEC(ZSTD(1)),
    `sha256` String,
    `perceptual` UInt64,
    `thumb` String,
    `type` LowCardinality(String),
    `bytes` Int64,
    `width` Int64,
    `height` Int64,
    `caption` String CODEC(ZSTD(1)),
    `caption_model` LowCardinality(String),
    `ocr` String CODEC(ZSTD(1)),
    `tags` Array(String) CODEC(ZSTD(1)),
    `fetched_at` DateTime64(6, 'UTC'),
    INDEX by_sha256 sha256 TYPE bloom_filter GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version)
ORDER BY url
SETTINGS index_granularity = 256;

CREATE TABLE mentions
(
    `brand` LowCardinality(String),
    `day` Date,
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `created_at` DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
    `language` LowCardinality(String),
    `label` LowCardinality(String),
    `source` LowCardinality(String),
    `engagement` Nullable(Int64),
    `author` UInt64,
    `terms` Array(String) CODEC(ZSTD(1)),
    `version` UInt64,
    `deleted` UInt8,
    `emotion` LowCardinality(String),
    `intents` Array(LowCardinality(String)),
    `aspects.term` Array(String) CODEC(ZSTD(1)),
    `aspects.label` Array(LowCardinality(String)),
    `entities` Array(String) CODEC(ZSTD(1)),
    `original_platform` LowCardinality(String),
    `original_id` String CODEC(ZSTD(1)),
    `spam` Bool,
    `copy_group` UInt64 MATERIALIZED sipHash64(if(original_id = '', toString(platform), toString(original_platform)), if(original_id = '', id, original_id))
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (brand, day, platform, id)
SETTINGS index_granularity = 1024;

CREATE TABLE posts
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `version` UInt64,
    `source` LowCardinality(String),
    `url` String CODEC(ZSTD(1)),
    `author_handle` String CODEC(ZSTD(1)),
    `author_name` String CODEC(ZSTD(1)),
    `author_url` String CODEC(ZSTD(1)),
    `title` String CODEC(ZSTD(1)),
    `text` String CODEC(ZSTD(1)),
    `language` LowCardinality(String),
    `created_at` DateTime64(6, 'UTC'),
    `edited_at` Nullable(DateTime64(6, 'UTC')),
    `parent_id` String CODEC(ZSTD(1)),
    `thread_id` String CODEC(ZSTD(1)),
    `tags` Array(String) CODEC(ZSTD(1)),
    `links` Array(String) CODEC(ZSTD(1)),
    `images.url` Array(String),
    `images.alt` Array(String),
    `images.width` Array(Int64),
    `images.height` Array(Int64),
    `likes` Nullable(Int64),
    `shares` Nullable(Int64),
    `comments` Nullable(Int64),
    `views` Nullable(Int64),
    `keep` LowCardinality(String),
    `fetched_at` DateTime64(6, 'UTC'),
    `deleted` UInt8 DEFAULT 0
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

CREATE TABLE runs
(
    `id` String,
    `source` LowCardinality(String),
    `platform` LowCardinality(String),
    `state` LowCardinality(String),
    `started` DateTime64(6, 'UTC'),
    `finished` Nullable(DateTime64(6, 'UTC')),
    `requests` Int64,
    `posts` Int64,
    `skipped` Int64,
    `fault` String CODEC(ZSTD(1)),
    `new` Nullable(Int64),
    `window_from` Nullable(DateTime64(6, 'UTC')),
    `window_to` Nullable(DateTime64(6, 'UTC'))
)
ENGINE = ReplacingMergeTree
ORDER BY id
SETTINGS index_granularity = 256;

CREATE TABLE search
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `version` UInt64,
    `scheme` UInt16,
    `keys` Array(String) CODEC(ZSTD(1)),
    `text` String CODEC(ZSTD(1)),
    INDEX by_key keys TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

CREATE TABLE trend_days
(
    `brand` LowCardinality(String),
    `day` Date,
    `at` DateTime('UTC'),
    `platform` LowCardinality(String),
    `language` LowCardinality(String),
    `mentions` UInt64,
    `positive` UInt64,
    `neutral` UInt64,
    `negative` UInt64,
    `engagement` Int64,
    `engagement_known` UInt64,
    `authors` AggregateFunction(uniqExactIf, UInt64, UInt8),
    `version` UInt64,
    `deleted` UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (brand, day, at, platform, language)
SETTINGS index_granularity = 512;

CREATE TABLE trend_hours
(
    `brand` LowCardinality(String),
    `day` Date,
    `at` DateTime('UTC'),
    `platform` LowCardinality(String),
    `language` LowCardinality(String),
    `mentions` UInt64,
    `positive` UInt64,
    `neutral` UInt64,
    `negative` UInt64,
    `engagement` Int64,
    `engagement_known` UInt64,
    `authors` AggregateFunction(uniqExactIf, UInt64, UInt8),
    `version` UInt64,
    `deleted` UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (brand, day, at, platform, language)
SETTINGS index_granularity = 512;

INSERT INTO analyses (`platform`, `id`, `version`, `language`, `label`, `negative`, `neutral`, `positive`, `why.text`, `why.weight`, `keywords`, `hashtags`, `brands`, `analyzer`, `created_at`, `emotion`, `emotion_certainty`, `intents`, `aspects.term`, `aspects.label`, `aspects.certainty`, `entities`, `fingerprint`, `original_platform`, `original_id`, `spam`, `spam_reasons`, `corrected`) VALUES
('feed', 'https://gazette.example/five', 1795989990305792, 'en', 'positive', 0.16082521, 0.17752905, 0.66164577, ['best','not','come','does','close'], [1.7507962,-1.0024178,0.2724266,-0.26673982,-0.1894383], ['harbour roast','northwind','come close','espresso','makes','town'], [], ['Northwind','Harbour Roast'], 'text-4+sentiment-2-05c484290830', '2026-11-20 10:00:00.000000', '', 0, [], ['espresso'], ['positive'], [0.68027276], ['Harbour Roast','Northwind'], 5814511462363850520, '', '', 0, [], ''),
('feed', 'https://gazette.example/four', 1795989990305792, 'de', 'positive', 0.019042289, 0.058132734, 0.922825, ['wunderbar','begeistert','von','bin','Kaffee'], [2.4503133,1.479472,0.5186906,-0.3365544,0.15028138], ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], [], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-13 06:15:00.000000', 'joy', 0.8333333, ['praise'], ['kaffee'], ['positive'], [0.91971666], ['Kaffee von Northwind'], 15916823017030529380, '', '', 0, [], ''),
('feed', 'https://gazette.example/one', 1795989990305792, 'en', 'positive', 0.0008274523, 0.050655704, 0.94851685, ['wonderful','love','friendly','people','shop'], [2.473721,2.1136487,0.98921096,-0.4741997,0.4168463], ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], [], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-11 08:00:00.000000', 'joy', 0.85714287, ['praise'], ['coffee'], ['positive'], [0.9609432], ['Ghent','Northwind'], 2605554753055075010, '', '', 0, [], ''),
('feed', 'https://gazette.example/six', 1795989990305792, 'en', 'negative', 0.42639863, 0.40321842, 0.17038295, ['Nothing','only','at','day','coffee'], [-0.5242471,-0.4256596,0.2676765,0.16147053,0.14436647], ['nothing','coffee','north','wind','sea'], [], [], 'text-4+sentiment-2-05c484290830', '2026-11-21 10:00:00.000000', '', 0, [], [], [], [], [], 10174605529103095055, '', '', 0, [], ''),
('feed', 'https://gazette.example/three', 1795989990305792, 'en', 'neutral', 0.22732708, 0.5160307, 0.25664222, ['grinders','figures','February','publishes','Northwind'], [0.54260665,-0.53290355,-0.29098296,0.2333822,0.1668006], ['northwind','february','northwind publishes','northwind sold','grinders','figures'], [], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-12 12:00:00.000000', '', 0, [], [], [], [], [], 11214274849913101809, '', '', 0, [], ''),
('feed', 'https://gazette.example/two', 1795989990305792, 'en', 'negative', 0.9651289, 0.03140945, 0.0034616787, ['awful','terrible','broke','grinder','after'], [-2.4033086,-2.2440555,-1.2055609,0.2418752,-0.22113466], ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'], ['grinder'], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-11 21:30:00.000000', '', 0, ['complaint'], ['grinder'], ['negative'], [0.934464], ['Northwind'], 4681935112729636198, '', '', 0, [], ''),
('feed', 'https://gazette.example/five', 1795989991440384, 'en', 'positive', 0.16082521, 0.17752905, 0.66164577, ['best','not','come','does','close'], [1.7507962,-1.0024178,0.2724266,-0.26673982,-0.1894383], ['harbour roast','northwind','come close','espresso','makes','town'], [], ['Northwind','Harbour Roast'], 'text-4+sentiment-2-05c484290830', '2026-11-20 10:00:00.000000', '', 0, [], ['espresso'], ['positive'], [0.68027276], ['Harbour Roast','Northwind'], 5814511462363850520, '', '', 0, [], ''),
('feed', 'https://gazette.example/four', 1795989991440384, 'de', 'positive', 0.019042289, 0.058132734, 0.922825, ['wunderbar','begeistert','von','bin','Kaffee'], [2.4503133,1.479472,0.5186906,-0.3365544,0.15028138], ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], [], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-13 06:15:00.000000', 'joy', 0.8333333, ['praise'], ['kaffee'], ['positive'], [0.91971666], ['Kaffee von Northwind'], 15916823017030529380, '', '', 0, [], ''),
('feed', 'https://gazette.example/one', 1795989991440384, 'en', 'positive', 0.0008274523, 0.050655704, 0.94851685, ['wonderful','love','friendly','people','shop'], [2.473721,2.1136487,0.98921096,-0.4741997,0.4168463], ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], [], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-11 08:00:00.000000', 'joy', 0.85714287, ['praise'], ['coffee'], ['positive'], [0.9609432], ['Ghent','Northwind'], 2605554753055075010, '', '', 0, [], ''),
('feed', 'https://gazette.example/six', 1795989991440384, 'en', 'negative', 0.42639863, 0.40321842, 0.17038295, ['Nothing','only','at','day','coffee'], [-0.5242471,-0.4256596,0.2676765,0.16147053,0.14436647], ['nothing','coffee','north','wind','sea'], [], [], 'text-4+sentiment-2-05c484290830', '2026-11-21 10:00:00.000000', '', 0, [], [], [], [], [], 10174605529103095055, '', '', 0, [], ''),
('feed', 'https://gazette.example/three', 1795989991440384, 'en', 'positive', 0.009185114, 0.058932286, 0.9318826, ['wonderful','love','figures','grinders','we'], [2.6503732,1.7747679,-0.33410746,0.3095154,0.22163501], ['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'], [], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-12 12:00:00.000000', 'joy', 0.8, [], ['result'], ['positive'], [0.960002], [], 11360916715709221105, '', '', 0, [], ''),
('feed', 'https://gazette.example/two', 1795989991440384, 'en', 'negative', 0.9651289, 0.03140945, 0.0034616787, ['awful','terrible','broke','grinder','after'], [-2.4033086,-2.2440555,-1.2055609,0.2418752,-0.22113466], ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'], ['grinder'], ['Northwind'], 'text-4+sentiment-2-05c484290830', '2026-11-11 21:30:00.000000', '', 0, ['complaint'], ['grinder'], ['negative'], [0.934464], ['Northwind'], 4681935112729636198, '', '', 0, [], '');

INSERT INTO claims (`platform`, `id`, `brand`, `day`, `version`, `writes`) VALUES
('feed', 'https://gazette.example/five', 'Harbour Roast', '2026-11-20', 1795989990305792, 1),
('feed', 'https://gazette.example/five', 'Northwind', '2026-11-20', 1795989990305792, 1),
('feed', 'https://gazette.example/four', 'Northwind', '2026-11-13', 1795989990305792, 1),
('feed', 'https://gazette.example/one', 'Northwind', '2026-11-11', 1795989990305792, 1),
('feed', 'https://gazette.example/six', '', '2026-11-21', 1795989990305792, 1),
('feed', 'https://gazette.example/three', 'Northwind', '2026-11-12', 1795989990305792, 1),
('feed', 'https://gazette.example/two', 'Northwind', '2026-11-11', 1795989990305792, 1),
('feed', 'https://gazette.example/five', 'Harbour Roast', '2026-11-20', 1795989991440384, 1),
('feed', 'https://gazette.example/five', 'Northwind', '2026-11-20', 1795989991440384, 1),
('feed', 'https://gazette.example/four', 'Northwind', '2026-11-13', 1795989991440384, 1),
('feed', 'https://gazette.example/one', 'Northwind', '2026-11-11', 1795989991440384, 1),
('feed', 'https://gazette.example/six', '', '2026-11-21', 1795989991440384, 1),
('feed', 'https://gazette.example/three', 'Northwind', '2026-11-12', 1795989991440384, 1),
('feed', 'https://gazette.example/two', 'Northwind', '2026-11-11', 1795989991440384, 1);

INSERT INTO dirty_days (`brand`, `day`, `token`, `sign`) VALUES
('Harbour Roast', '2026-11-20', 16185263915693216358, 1),
('Northwind', '2026-11-11', 16185263915693216358, 1),
('Northwind', '2026-11-12', 16185263915693216358, 1),
('Northwind', '2026-11-13', 16185263915693216358, 1),
('Northwind', '2026-11-20', 16185263915693216358, 1),
('Harbour Roast', '2026-11-20', 16185263915693216358, -1),
('Northwind', '2026-11-11', 16185263915693216358, -1),
('Northwind', '2026-11-12', 16185263915693216358, -1),
('Northwind', '2026-11-13', 16185263915693216358, -1),
('Northwind', '2026-11-20', 16185263915693216358, -1),
('Harbour Roast', '2026-11-20', 17615963202277271106, 1),
('Northwind', '2026-11-11', 17615963202277271106, 1),
('Northwind', '2026-11-12', 17615963202277271106, 1),
('Northwind', '2026-11-13', 17615963202277271106, 1),
('Northwind', '2026-11-20', 17615963202277271106, 1),
('Harbour Roast', '2026-11-20', 17615963202277271106, -1),
('Northwind', '2026-11-11', 17615963202277271106, -1),
('Northwind', '2026-11-12', 17615963202277271106, -1),
('Northwind', '2026-11-13', 17615963202277271106, -1),
('Northwind', '2026-11-20', 17615963202277271106, -1);

INSERT INTO goose_db_version (`version_id`, `is_applied`, `date`, `tstamp`) VALUES
(0, 1, '2026-11-29', '2026-11-29 22:06:28'),
(1, 1, '2026-11-29', '2026-11-29 22:06:28'),
(2, 1, '2026-11-29', '2026-11-29 22:06:28'),
(3, 1, '2026-11-29', '2026-11-29 22:06:28'),
(4, 1, '2026-11-29', '2026-11-29 22:06:28'),
(5, 1, '2026-11-29', '2026-11-29 22:06:28'),
(6, 1, '2026-11-29', '2026-11-29 22:06:29'),
(7, 1, '2026-11-29', '2026-11-29 22:06:29'),
(8, 1, '2026-11-29', '2026-11-29 22:06:29'),
(9, 1, '2026-11-29', '2026-11-29 22:06:29'),
(10, 1, '2026-11-29', '2026-11-29 22:06:29'),
(11, 1, '2026-11-29', '2026-11-29 22:06:29'),
(20, 1, '2026-11-29', '2026-11-29 22:06:29'),
(21, 1, '2026-11-29', '2026-11-29 22:06:29');

INSERT INTO media (`url`, `version`, `state`, `fault`, `sha256`, `perceptual`, `thumb`, `type`, `bytes`, `width`, `height`, `caption`, `caption_model`, `ocr`, `tags`, `fetched_at`) VALUES
('https://gazette.example/cup.png', 1795989990533188, 'ready', '', '095943aff7b54d0eeeaeeeec2c2c79415a2db60c114ffd822e2f69bf477a7489', 10556249510783800959, '02402b3355eccf685aeb1d6b6d4a31449173327fe9af09c7536d7ecc8d6b4428', 'image/png', 54619, 160, 120, '', '', '', [], '2026-11-29 22:06:30.533188');

INSERT INTO mentions (`brand`, `day`, `platform`, `id`, `created_at`, `language`, `label`, `source`, `engagement`, `author`, `terms`, `version`, `deleted`, `emotion`, `intents`, `aspects.term`, `aspects.label`, `entities`, `original_platform`, `original_id`, `spam`) VALUES
('', '2026-11-21', 'feed', 'https://gazette.example/six', '2026-11-21 10:00:00.000000', 'en', 'negative', 'gazette', NULL, 17751013106116289613, ['nothing','coffee','north','wind','sea'], 1795989990305792, 0, '', [], [], [], [], '', '', false),
('Harbour Roast', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989990305792, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/one', '2026-11-11 08:00:00.000000', 'en', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], 1795989990305792, 0, 'joy', ['praise'], ['coffee'], ['positive'], ['Ghent','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/two', '2026-11-11 21:30:00.000000', 'en', 'negative', 'gazette', NULL, 4937192913437823335, ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'], 1795989990305792, 0, '', ['complaint'], ['grinder'], ['negative'], ['Northwind'], '', '', false),
('Northwind', '2026-11-12', 'feed', 'https://gazette.example/three', '2026-11-12 12:00:00.000000', 'en', 'neutral', 'gazette', NULL, 11265207942317141631, ['northwind','february','northwind publishes','northwind sold','grinders','figures'], 1795989990305792, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-13', 'feed', 'https://gazette.example/four', '2026-11-13 06:15:00.000000', 'de', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], 1795989990305792, 0, 'joy', ['praise'], ['kaffee'], ['positive'], ['Kaffee von Northwind'], '', '', false),
('Northwind', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989990305792, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false),
('', '2026-11-21', 'feed', 'https://gazette.example/six', '2026-11-21 10:00:00.000000', 'en', 'negative', 'gazette', NULL, 17751013106116289613, ['nothing','coffee','north','wind','sea'], 1795989991440384, 0, '', [], [], [], [], '', '', false),
('Harbour Roast', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989991440384, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/one', '2026-11-11 08:00:00.000000', 'en', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], 1795989991440384, 0, 'joy', ['praise'], ['coffee'], ['positive'], ['Ghent','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/two', '2026-11-11 21:30:00.000000', 'en', 'negative', 'gazette', NULL, 4937192913437823335, ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'], 1795989991440384, 0, '', ['complaint'], ['grinder'], ['negative'], ['Northwind'], '', '', false),
('Northwind', '2026-11-12', 'feed', 'https://gazette.example/three', '2026-11-12 12:00:00.000000', 'en', 'positive', 'gazette', NULL, 11265207942317141631, ['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'], 1795989991440384, 0, 'joy', [], ['result'], ['positive'], [], '', '', false),
('Northwind', '2026-11-13', 'feed', 'https://gazette.example/four', '2026-11-13 06:15:00.000000', 'de', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], 1795989991440384, 0, 'joy', ['praise'], ['kaffee'], ['positive'], ['Kaffee von Northwind'], '', '', false),
('Northwind', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989991440384, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false);

INSERT INTO posts (`platform`, `id`, `version`, `source`, `url`, `author_handle`, `author_name`, `author_url`, `title`, `text`, `language`, `created_at`, `edited_at`, `parent_id`, `thread_id`, `tags`, `links`, `images.url`, `images.alt`, `images.width`, `images.height`, `likes`, `shares`, `comments`, `views`, `keep`, `fetched_at`, `deleted`) VALUES
('feed', 'https://gazette.example/five', 1795989990305792, 'gazette', 'https://gazette.example/five', '', 'Dan', '', 'Harbour Roast is best', 'Harbour Roast makes the best espresso in town, Northwind does not come close.', '', '2026-11-20 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:30.306368', 0),
('feed', 'https://gazette.example/four', 1795989990305792, 'gazette', 'https://gazette.example/four', '', 'Ada', '', 'Bohnen', 'Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.', '', '2026-11-13 06:15:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:30.306368', 0),
('feed', 'https://gazette.example/one', 1795989990305792, 'gazette', 'https://gazette.example/one', '', 'Ada', '', 'Northwind opens a shop in Ghent', 'I love the new Northwind shop, wonderful coffee and friendly people.', '', '2026-11-11 08:00:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:30.306368', 0),
('feed', 'https://gazette.example/six', 1795989990305792, 'gazette', 'https://gazette.example/six', '', 'Eve', '', 'A day at sea', 'Nothing about coffee here, only wind from the north.', '', '2026-11-21 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:30.306368', 0),
('feed', 'https://gazette.example/three', 1795989990305792, 'gazette', 'https://gazette.example/three', '', 'Cleo', '', 'Northwind publishes its figures', 'Northwind sold 40,000 grinders in February.', '', '2026-11-12 12:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:30.306368', 0),
('feed', 'https://gazette.example/two', 1795989990305792, 'gazette', 'https://gazette.example/two', '', 'Bo', '', 'A terrible grinder', 'The Northwind grinder is awful, loud and it broke after a week. #grinder', '', '2026-11-11 21:30:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:30.306368', 0),
('feed', 'https://gazette.example/five', 1795989991440384, 'gazette', 'https://gazette.example/five', '', 'Dan', '', 'Harbour Roast is best', 'Harbour Roast makes the best espresso in town, Northwind does not come close.', '', '2026-11-20 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:31.443330', 0),
('feed', 'https://gazette.example/four', 1795989991440384, 'gazette', 'https://gazette.example/four', '', 'Ada', '', 'Bohnen', 'Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.', '', '2026-11-13 06:15:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:31.443330', 0),
('feed', 'https://gazette.example/one', 1795989991440384, 'gazette', 'https://gazette.example/one', '', 'Ada', '', 'Northwind opens a shop in Ghent', 'I love the new Northwind shop, wonderful coffee and friendly people.', '', '2026-11-11 08:00:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:31.443330', 0),
('feed', 'https://gazette.example/six', 1795989991440384, 'gazette', 'https://gazette.example/six', '', 'Eve', '', 'A day at sea', 'Nothing about coffee here, only wind from the north.', '', '2026-11-21 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:31.443330', 0),
('feed', 'https://gazette.example/three', 1795989991440384, 'gazette', 'https://gazette.example/three', '', 'Cleo', '', 'Northwind publishes its figures', 'Northwind sold 40,000 grinders in February, a wonderful result, we love them.', '', '2026-11-12 12:00:00.000000', '2026-11-29 12:00:00.000000', '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:31.443330', 0),
('feed', 'https://gazette.example/two', 1795989991440384, 'gazette', 'https://gazette.example/two', '', 'Bo', '', 'A terrible grinder', 'The Northwind grinder is awful, loud and it broke after a week. #grinder', '', '2026-11-11 21:30:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:06:31.443330', 0);

INSERT INTO runs (`id`, `source`, `platform`, `state`, `started`, `finished`, `requests`, `posts`, `skipped`, `fault`, `new`, `window_from`, `window_to`) VALUES
('M2T6WO246I44PYRFUKJL5ODP6E', 'gazette', 'feed', 'running', '2026-11-29 22:06:29.843062', NULL, 0, 0, 0, '', NULL, NULL, NULL),
('M2T6WO246I44PYRFUKJL5ODP6E', 'gazette', 'feed', 'ok', '2026-11-29 22:06:29.843062', '2026-11-29 22:06:30.307501', 2, 6, 0, '', 6, NULL, NULL),
('VTXDBUHWC6QSZTXDFSDMX42S2I', 'gazette', 'feed', 'running', '2026-11-29 22:06:31.434932', NULL, 0, 0, 0, '', NULL, NULL, NULL),
('VTXDBUHWC6QSZTXDFSDMX42S2I', 'gazette', 'feed', 'ok', '2026-11-29 22:06:31.434932', '2026-11-29 22:06:31.450164', 1, 6, 0, '', 0, NULL, NULL);

INSERT INTO search (`platform`, `id`, `version`, `scheme`, `keys`, `text`) VALUES
('feed', 'https://gazette.example/five', 1795989990305792, 1, [':author:dan',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'], ' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed', 'https://gazette.example/four', 1795989990305792, 1, [':author:ada',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'], ' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed', 'https://gazette.example/one', 1795989990305792, 1, [':author:ada',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'], ' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed', 'https://gazette.example/six', 1795989990305792, 1, [':author:eve',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'], ' a day at sea nothing about coffee here only wind from the north '),
('feed', 'https://gazette.example/three', 1795989990305792, 1, ['000','40',':author:cleo',':lang:en',':platform:feed',':sentiment:neutral',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','february','figures','grinders','in','its','northwind','publishes','sold'], ' northwind publishes its figures northwind sold 40 000 grinders in february '),
('feed', 'https://gazette.example/two', 1795989990305792, 1, ['#grinder',':author:bo',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'], ' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder '),
('feed', 'https://gazette.example/five', 1795989991440384, 1, [':author:dan',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'], ' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed', 'https://gazette.example/four', 1795989991440384, 1, [':author:ada',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'], ' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed', 'https://gazette.example/one', 1795989991440384, 1, [':author:ada',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'], ' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed', 'https://gazette.example/six', 1795989991440384, 1, [':author:eve',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'], ' a day at sea nothing about coffee here only wind from the north '),
('feed', 'https://gazette.example/three', 1795989991440384, 1, ['000','40',':author:cleo',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','february','figures','grinders','in','its','love','northwind','publishes','result','sold','them','we','wonderful'], ' northwind publishes its figures northwind sold 40 000 grinders in february a wonderful result we love them '),
('feed', 'https://gazette.example/two', 1795989991440384, 1, ['#grinder',':author:bo',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'], ' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder ');

INSERT INTO trend_days (`brand`, `day`, `at`, `platform`, `language`, `mentions`, `positive`, `neutral`, `negative`, `engagement`, `engagement_known`, `authors`, `version`, `deleted`) VALUES
('Harbour Roast', '2026-11-20', '2026-11-20 00:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-11', '2026-11-11 00:00:00', 'feed', 'en', 2, 1, 0, 1, 0, 0, CAST(unhex('02679109E1CB6E84445D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-12', '2026-11-12 00:00:00', 'feed', 'en', 1, 0, 1, 0, 0, 0, CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-13', '2026-11-13 00:00:00', 'feed', 'de', 1, 1, 0, 0, 0, 0, CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-20', '2026-11-20 00:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Harbour Roast', '2026-11-20', '2026-11-20 00:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-11', '2026-11-11 00:00:00', 'feed', 'en', 2, 1, 0, 1, 0, 0, CAST(unhex('02679109E1CB6E84445D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-12', '2026-11-12 00:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-13', '2026-11-13 00:00:00', 'feed', 'de', 1, 1, 0, 0, 0, 0, CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-20', '2026-11-20 00:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0);

INSERT INTO trend_hours (`brand`, `day`, `at`, `platform`, `language`, `mentions`, `positive`, `neutral`, `negative`, `engagement`, `engagement_known`, `authors`, `version`, `deleted`) VALUES
('Harbour Roast', '2026-11-20', '2026-11-20 10:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-11', '2026-11-11 08:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-11', '2026-11-11 21:00:00', 'feed', 'en', 1, 0, 0, 1, 0, 0, CAST(unhex('01679109E1CB6E8444'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-12', '2026-11-12 12:00:00', 'feed', 'en', 1, 0, 1, 0, 0, 0, CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-13', '2026-11-13 06:00:00', 'feed', 'de', 1, 1, 0, 0, 0, 0, CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Northwind', '2026-11-20', '2026-11-20 10:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 1, 0),
('Harbour Roast', '2026-11-20', '2026-11-20 10:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-11', '2026-11-11 08:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-11', '2026-11-11 21:00:00', 'feed', 'en', 1, 0, 0, 1, 0, 0, CAST(unhex('01679109E1CB6E8444'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-12', '2026-11-12 12:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-13', '2026-11-13 06:00:00', 'feed', 'de', 1, 1, 0, 0, 0, 0, CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0),
('Northwind', '2026-11-20', '2026-11-20 10:00:00', 'feed', 'en', 1, 1, 0, 0, 0, 0, CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'), 2, 0);

