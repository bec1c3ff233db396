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
    `spam` Bool
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
    `fetched_at` DateTime64(6, 'UTC')
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
    `fault` String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY id
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

INSERT INTO analyses (`platform`, `id`, `version`, `language`, `label`, `negative`, `neutral`, `positive`, `why.text`, `why.weight`, `keywords`, `hashtags`, `brands`, `analyzer`, `created_at`, `emotion`, `emotion_certainty`, `intents`, `aspects.term`, `aspects.label`, `aspects.certainty`, `entities`, `fingerprint`, `original_platform`, `original_id`, `spam`, `spam_reasons`) VALUES
('feed', 'https://gazette.example/five', 1795989949964578, 'en', 'positive', 0.15102792, 0.18097672, 0.6679954, ['best','not','does','espresso','come'], [1.857095,-0.7705495,-0.28310007,-0.2779408,0.2608671], ['harbour roast','northwind','come close','espresso','makes','town'], [], ['Northwind','Harbour Roast'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-20 10:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/four', 1795989949964578, 'de', 'positive', 0.016850922, 0.072460294, 0.91068876, ['wunderbar','begeistert','von','Bohnen','Kaffee'], [2.4707668,1.6720953,0.39155224,-0.24912857,0.23164584], ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], [], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-13 06:15:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/one', 1795989949964578, 'en', 'positive', 0.000750151, 0.06131149, 0.93793833, ['wonderful','love','friendly','people','new'], [2.6062229,2.1859899,0.91799986,-0.4024727,0.3666316], ['northwind','shop','northwind opens','northwind shop','wonderful coffee','friendly people','ghent'], [], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-11 08:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/six', 1795989949964578, 'en', 'neutral', 0.2898933, 0.50249887, 0.20760785, ['Nothing','only','coffee','at','north'], [-0.55769485,-0.43698335,0.30689925,0.30386513,0.14969799], ['nothing','coffee','north','wind','sea'], [], [], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-21 10:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/three', 1795989949964578, 'en', 'neutral', 0.18468285, 0.6234011, 0.19191603, ['figures','grinders','Northwind','February','its'], [-0.48889095,0.2916802,0.18889761,-0.18381791,0.10546109], ['northwind','february','northwind publishes','northwind sold','grinders','figures'], [], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-12 12:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/two', 1795989949964578, 'en', 'negative', 0.97423786, 0.023642482, 0.002119654, ['awful','terrible','broke','after','grinder'], [-2.5641584,-2.5222545,-1.3076987,-0.3303373,0.20839337], ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'], ['grinder'], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-11 21:30:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/five', 1795989951536293, 'en', 'positive', 0.15102792, 0.18097672, 0.6679954, ['best','not','does','espresso','come'], [1.857095,-0.7705495,-0.28310007,-0.2779408,0.2608671], ['harbour roast','northwind','come close','espresso','makes','town'], [], ['Northwind','Harbour Roast'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-20 10:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/four', 1795989951536293, 'de', 'positive', 0.016850922, 0.072460294, 0.91068876, ['wunderbar','begeistert','von','Bohnen','Kaffee'], [2.4707668,1.6720953,0.39155224,-0.24912857,0.23164584], ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], [], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-13 06:15:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/one', 1795989951536293, 'en', 'positive', 0.000750151, 0.06131149, 0.93793833, ['wonderful','love','friendly','people','new'], [2.6062229,2.1859899,0.91799986,-0.4024727,0.3666316], ['northwind','shop','northwind opens','northwind shop','wonderful coffee','friendly people','ghent'], [], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-11 08:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/six', 1795989951536293, 'en', 'neutral', 0.2898933, 0.50249887, 0.20760785, ['Nothing','only','coffee','at','north'], [-0.55769485,-0.43698335,0.30689925,0.30386513,0.14969799], ['nothing','coffee','north','wind','sea'], [], [], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-21 10:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/three', 1795989951536293, 'en', 'positive', 0.008343982, 0.057257053, 0.93439895, ['wonderful','love','figures','result','grinders'], [2.7867348,1.8416183,-0.40745887,-0.26144058,0.24730872], ['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'], [], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-12 12:00:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []),
('feed', 'https://gazette.example/two', 1795989951536293, 'en', 'negative', 0.97423786, 0.023642482, 0.002119654, ['awful','terrible','broke','after','grinder'], [-2.5641584,-2.5222545,-1.3076987,-0.3303373,0.20839337], ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'], ['grinder'], ['Northwind'], 'text-1+sentiment-1-6bb6d39e1734', '2026-11-11 21:30:00.000000', '', 0, [], [], [], [], [], 0, '', '', 0, []);

INSERT INTO claims (`platform`, `id`, `brand`, `day`, `version`, `writes`) VALUES
('feed', 'https://gazette.example/five', 'Harbour Roast', '2026-11-20', 1795989949964578, 1),
('feed', 'https://gazette.example/five', 'Northwind', '2026-11-20', 1795989949964578, 1),
('feed', 'https://gazette.example/four', 'Northwind', '2026-11-13', 1795989949964578, 1),
('feed', 'https://gazette.example/one', 'Northwind', '2026-11-11', 1795989949964578, 1),
('feed', 'https://gazette.example/six', '', '2026-11-21', 1795989949964578, 1),
('feed', 'https://gazette.example/three', 'Northwind', '2026-11-12', 1795989949964578, 1),
('feed', 'https://gazette.example/two', 'Northwind', '2026-11-11', 1795989949964578, 1),
('feed', 'https://gazette.example/five', 'Harbour Roast', '2026-11-20', 1795989951536293, 1),
('feed', 'https://gazette.example/five', 'Northwind', '2026-11-20', 1795989951536293, 1),
('feed', 'https://gazette.example/four', 'Northwind', '2026-11-13', 1795989951536293, 1),
('feed', 'https://gazette.example/one', 'Northwind', '2026-11-11', 1795989951536293, 1),
('feed', 'https://gazette.example/six', '', '2026-11-21', 1795989951536293, 1),
('feed', 'https://gazette.example/three', 'Northwind', '2026-11-12', 1795989951536293, 1),
('feed', 'https://gazette.example/two', 'Northwind', '2026-11-11', 1795989951536293, 1);

INSERT INTO dirty_days (`brand`, `day`, `token`, `sign`) VALUES
('Harbour Roast', '2026-11-20', 7223096642734519354, 1),
('Northwind', '2026-11-11', 7223096642734519354, 1),
('Northwind', '2026-11-12', 7223096642734519354, 1),
('Northwind', '2026-11-13', 7223096642734519354, 1),
('Northwind', '2026-11-20', 7223096642734519354, 1),
('Harbour Roast', '2026-11-20', 7223096642734519354, -1),
('Northwind', '2026-11-11', 7223096642734519354, -1),
('Northwind', '2026-11-12', 7223096642734519354, -1),
('Northwind', '2026-11-13', 7223096642734519354, -1),
('Northwind', '2026-11-20', 7223096642734519354, -1),
('Harbour Roast', '2026-11-20', 1608146110772780711, 1),
('Northwind', '2026-11-11', 1608146110772780711, 1),
('Northwind', '2026-11-12', 1608146110772780711, 1),
('Northwind', '2026-11-13', 1608146110772780711, 1),
('Northwind', '2026-11-20', 1608146110772780711, 1),
('Harbour Roast', '2026-11-20', 1608146110772780711, -1),
('Northwind', '2026-11-11', 1608146110772780711, -1),
('Northwind', '2026-11-12', 1608146110772780711, -1),
('Northwind', '2026-11-13', 1608146110772780711, -1),
('Northwind', '2026-11-20', 1608146110772780711, -1);

INSERT INTO goose_db_version (`version_id`, `is_applied`, `date`, `tstamp`) VALUES
(0, 1, '2026-11-29', '2026-11-29 22:05:49'),
(1, 1, '2026-11-29', '2026-11-29 22:05:49'),
(2, 1, '2026-11-29', '2026-11-29 22:05:49'),
(3, 1, '2026-11-29', '2026-11-29 22:05:49'),
(4, 1, '2026-11-29', '2026-11-29 22:05:49'),
(5, 1, '2026-11-29', '2026-11-29 22:05:49'),
(6, 1, '2026-11-29', '2026-11-29 22:05:49'),
(7, 1, '2026-11-29', '2026-11-29 22:05:49'),
(8, 1, '2026-11-29', '2026-11-29 22:05:49');

INSERT INTO media (`url`, `version`, `state`, `fault`, `sha256`, `perceptual`, `thumb`, `type`, `bytes`, `width`, `height`, `caption`, `caption_model`, `ocr`, `tags`, `fetched_at`) VALUES
('https://gazette.example/cup.png', 1795989950033594, 'ready', '', '095943aff7b54d0eeeaeeeec2c2c79415a2db60c114ffd822e2f69bf477a7489', 10556249510783800959, '02402b3355eccf685aeb1d6b6d4a31449173327fe9af09c7536d7ecc8d6b4428', 'image/png', 54619, 160, 120, '', '', '', [], '2026-11-29 22:05:50.033594');

INSERT INTO mentions (`brand`, `day`, `platform`, `id`, `created_at`, `language`, `label`, `source`, `engagement`, `author`, `terms`, `version`, `deleted`, `emotion`, `intents`, `aspects.term`, `aspects.label`, `entities`, `original_platform`, `original_id`, `spam`) VALUES
('', '2026-11-21', 'feed', 'https://gazette.example/six', '2026-11-21 10:00:00.000000', 'en', 'neutral', 'gazette', NULL, 17751013106116289613, ['nothing','coffee','north','wind','sea'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('Harbour Roast', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/one', '2026-11-11 08:00:00.000000', 'en', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','shop','northwind opens','northwind shop','wonderful coffee','friendly people','ghent'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/two', '2026-11-11 21:30:00.000000', 'en', 'negative', 'gazette', NULL, 4937192913437823335, ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-12', 'feed', 'https://gazette.example/three', '2026-11-12 12:00:00.000000', 'en', 'neutral', 'gazette', NULL, 11265207942317141631, ['northwind','february','northwind publishes','northwind sold','grinders','figures'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-13', 'feed', 'https://gazette.example/four', '2026-11-13 06:15:00.000000', 'de', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989949964578, 0, '', [], [], [], [], '', '', false),
('', '2026-11-21', 'feed', 'https://gazette.example/six', '2026-11-21 10:00:00.000000', 'en', 'neutral', 'gazette', NULL, 17751013106116289613, ['nothing','coffee','north','wind','sea'], 1795989951536293, 0, '', [], [], [], [], '', '', false),
('Harbour Roast', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989951536293, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/one', '2026-11-11 08:00:00.000000', 'en', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','shop','northwind opens','northwind shop','wonderful coffee','friendly people','ghent'], 1795989951536293, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/two', '2026-11-11 21:30:00.000000', 'en', 'negative', 'gazette', NULL, 4937192913437823335, ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'], 1795989951536293, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-12', 'feed', 'https://gazette.example/three', '2026-11-12 12:00:00.000000', 'en', 'positive', 'gazette', NULL, 11265207942317141631, ['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'], 1795989951536293, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-13', 'feed', 'https://gazette.example/four', '2026-11-13 06:15:00.000000', 'de', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], 1795989951536293, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1795989951536293, 0, '', [], [], [], [], '', '', false);

INSERT INTO posts (`platform`, `id`, `version`, `source`, `url`, `author_handle`, `author_name`, `author_url`, `title`, `text`, `language`, `created_at`, `edited_at`, `parent_id`, `thread_id`, `tags`, `links`, `images.url`, `images.alt`, `images.width`, `images.height`, `likes`, `shares`, `comments`, `views`, `keep`, `fetched_at`) VALUES
('feed', 'https://gazette.example/five', 1795989949964578, 'gazette', 'https://gazette.example/five', '', 'Dan', '', 'Harbour Roast is best', 'Harbour Roast makes the best espresso in town, Northwind does not come close.', '', '2026-11-20 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:49.964578'),
('feed', 'https://gazette.example/four', 1795989949964578, 'gazette', 'https://gazette.example/four', '', 'Ada', '', 'Bohnen', 'Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.', '', '2026-11-13 06:15:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:49.964578'),
('feed', 'https://gazette.example/one', 1795989949964578, 'gazette', 'https://gazette.example/one', '', 'Ada', '', 'Northwind opens a shop in Ghent', 'I love the new Northwind shop, wonderful coffee and friendly people.', '', '2026-11-11 08:00:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:49.964578'),
('feed', 'https://gazette.example/six', 1795989949964578, 'gazette', 'https://gazette.example/six', '', 'Eve', '', 'A day at sea', 'Nothing about coffee here, only wind from the north.', '', '2026-11-21 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:49.964578'),
('feed', 'https://gazette.example/three', 1795989949964578, 'gazette', 'https://gazette.example/three', '', 'Cleo', '', 'Northwind publishes its figures', 'Northwind sold 40,000 grinders in February.', '', '2026-11-12 12:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:49.964578'),
('feed', 'https://gazette.example/two', 1795989949964578, 'gazette', 'https://gazette.example/two', '', 'Bo', '', 'A terrible grinder', 'The Northwind grinder is awful, loud and it broke after a week. #grinder', '', '2026-11-11 21:30:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:49.964578'),
('feed', 'https://gazette.example/five', 1795989951536293, 'gazette', 'https://gazette.example/five', '', 'Dan', '', 'Harbour Roast is best', 'Harbour Roast makes the best espresso in town, Northwind does not come close.', '', '2026-11-20 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:51.536293'),
('feed', 'https://gazette.example/four', 1795989951536293, 'gazette', 'https://gazette.example/four', '', 'Ada', '', 'Bohnen', 'Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.', '', '2026-11-13 06:15:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:51.536293'),
('feed', 'https://gazette.example/one', 1795989951536293, 'gazette', 'https://gazette.example/one', '', 'Ada', '', 'Northwind opens a shop in Ghent', 'I love the new Northwind shop, wonderful coffee and friendly people.', '', '2026-11-11 08:00:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:51.536293'),
('feed', 'https://gazette.example/six', 1795989951536293, 'gazette', 'https://gazette.example/six', '', 'Eve', '', 'A day at sea', 'Nothing about coffee here, only wind from the north.', '', '2026-11-21 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:51.536293'),
('feed', 'https://gazette.example/three', 1795989951536293, 'gazette', 'https://gazette.example/three', '', 'Cleo', '', 'Northwind publishes its figures', 'Northwind sold 40,000 grinders in February, a wonderful result, we love them.', '', '2026-11-12 12:00:00.000000', '2026-11-29 12:00:00.000000', '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:51.536293'),
('feed', 'https://gazette.example/two', 1795989951536293, 'gazette', 'https://gazette.example/two', '', 'Bo', '', 'A terrible grinder', 'The Northwind grinder is awful, loud and it broke after a week. #grinder', '', '2026-11-11 21:30:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-29 22:05:51.536293');

INSERT INTO runs (`id`, `source`, `platform`, `state`, `started`, `finished`, `requests`, `posts`, `skipped`, `fault`) VALUES
('BROZXCXLQGXA3QA6HQ672APPEY', 'gazette', 'feed', 'running', '2026-11-29 22:05:49.928405', NULL, 0, 0, 0, ''),
('BROZXCXLQGXA3QA6HQ672APPEY', 'gazette', 'feed', 'ok', '2026-11-29 22:05:49.928405', '2026-11-29 22:05:49.969067', 2, 6, 0, ''),
('EAZNALVSD2Q527GKJ5TE5F6BVI', 'gazette', 'feed', 'running', '2026-11-29 22:05:51.407420', NULL, 0, 0, 0, ''),
('EAZNALVSD2Q527GKJ5TE5F6BVI', 'gazette', 'feed', 'ok', '2026-11-29 22:05:51.407420', '2026-11-29 22:05:51.543807', 1, 6, 0, '');

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

