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
    `opinion_model` LowCardinality(String),
    `opinion_label` LowCardinality(String),
    `opinion_negative` Float32,
    `opinion_neutral` Float32,
    `opinion_positive` Float32,
    `opinion_quote` String CODEC(ZSTD(1)),
    `opinion_fault` String CODEC(ZSTD(1)),
    `opinion_version` UInt64,
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

CREATE TABLE opinions
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `text_hash` String CODEC(ZSTD(1)),
    `model` LowCardinality(String),
    `label` LowCardinality(String),
    `negative` Float32,
    `neutral` Float32,
    `positive` Float32,
    `quote` String CODEC(ZSTD(1)),
    `fault` String CODEC(ZSTD(1)),
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (platform, id)
SETTINGS index_granularity = 256;

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

INSERT INTO analyses (`platform`, `id`, `version`, `language`, `label`, `negative`, `neutral`, `positive`, `why.text`, `why.weight`, `keywords`, `hashtags`, `brands`, `analyzer`, `created_at`, `emotion`, `emotion_certainty`, `intents`, `aspects.term`, `aspects.label`, `aspects.certainty`, `entities`, `fingerprint`, `original_platform`, `original_id`, `spam`, `spam_reasons`, `corrected`, `opinion_model`, `opinion_label`, `opinion_negative`, `opinion_neutral`, `opinion_positive`, `opinion_quote`, `opinion_fault`, `opinion_version`) VALUES
('feed', 'https://gazette.example/five', 1796002570063872, 'en', 'positive', 0.10728968, 0.20132366, 0.69138664, ['best','not','come','does','Northwind'], [2.1917207,-1.2596681,0.39664304,-0.3578478,0.307264], ['harbour roast','northwind','come close','espresso','makes','town'], [], ['Northwind','Harbour Roast'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-20 10:00:00.000000', '', 0, [], ['espresso'], ['positive'], [0.72952825], ['Harbour Roast','Northwind'], 5814511462363850520, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/four', 1796002570063872, 'de', 'positive', 0.016956931, 0.047569253, 0.9354738, ['begeistert','wunderbar','von','bin','Kaffee'], [2.2756329,1.9305046,0.36661607,-0.31555325,0.14243177], ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], [], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-13 06:15:00.000000', 'joy', 0.8333333, ['praise'], ['kaffee'], ['positive'], [0.92298275], ['Kaffee von Northwind'], 15916823017030529380, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/one', 1796002570063872, 'en', 'positive', 0.0012472516, 0.038082767, 0.96067, ['wonderful','love','friendly','shop','people'], [1.9300128,1.573931,1.2893763,0.38433474,-0.35223168], ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], [], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-11 08:00:00.000000', 'joy', 0.85714287, ['praise'], ['coffee'], ['positive'], [0.9628764], ['Ghent','Northwind'], 2605554753055075010, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/six', 1796002570063872, 'en', 'negative', 0.4664222, 0.38232318, 0.15125461, ['Nothing','only','at','sea','day'], [-0.66941416,-0.5293744,0.28441355,0.21910745,0.19137573], ['nothing','coffee','north','wind','sea'], [], [], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-21 10:00:00.000000', '', 0, [], ['coffee'], ['negative'], [0.60758746], [], 10174605529103095055, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/three', 1796002570063872, 'en', 'neutral', 0.13408236, 0.56370443, 0.30221316, ['figures','grinders','Northwind','000','in'], [-0.43718255,0.35839272,0.34390074,0.14309008,0.10735358], ['northwind','february','northwind publishes','northwind sold','grinders','figures'], [], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-12 12:00:00.000000', '', 0, [], [], [], [], [], 11214274849913101809, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/two', 1796002570063872, 'en', 'negative', 0.959537, 0.034095507, 0.0063674627, ['awful','terrible','broke','grinder','loud'], [-2.0942802,-1.5112388,-1.3729473,0.3505401,-0.25384274], ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'], ['grinder'], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-11 21:30:00.000000', '', 0, ['complaint'], ['grinder'], ['negative'], [0.9112817], ['Northwind'], 4681935112729636198, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/five', 1796002572513280, 'en', 'positive', 0.10728968, 0.20132366, 0.69138664, ['best','not','come','does','Northwind'], [2.1917207,-1.2596681,0.39664304,-0.3578478,0.307264], ['harbour roast','northwind','come close','espresso','makes','town'], [], ['Northwind','Harbour Roast'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-20 10:00:00.000000', '', 0, [], ['espresso'], ['positive'], [0.72952825], ['Harbour Roast','Northwind'], 5814511462363850520, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/four', 1796002572513280, 'de', 'positive', 0.016956931, 0.047569253, 0.9354738, ['begeistert','wunderbar','von','bin','Kaffee'], [2.2756329,1.9305046,0.36661607,-0.31555325,0.14243177], ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], [], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-13 06:15:00.000000', 'joy', 0.8333333, ['praise'], ['kaffee'], ['positive'], [0.92298275], ['Kaffee von Northwind'], 15916823017030529380, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/one', 1796002572513280, 'en', 'positive', 0.0012472516, 0.038082767, 0.96067, ['wonderful','love','friendly','shop','people'], [1.9300128,1.573931,1.2893763,0.38433474,-0.35223168], ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], [], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-11 08:00:00.000000', 'joy', 0.85714287, ['praise'], ['coffee'], ['positive'], [0.9628764], ['Ghent','Northwind'], 2605554753055075010, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/six', 1796002572513280, 'en', 'negative', 0.4664222, 0.38232318, 0.15125461, ['Nothing','only','at','sea','day'], [-0.66941416,-0.5293744,0.28441355,0.21910745,0.19137573], ['nothing','coffee','north','wind','sea'], [], [], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-21 10:00:00.000000', '', 0, [], ['coffee'], ['negative'], [0.60758746], [], 10174605529103095055, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/three', 1796002572513280, 'en', 'positive', 0.009002331, 0.04387429, 0.9471234, ['wonderful','love','result','Northwind','grinders'], [1.9967889,1.9102807,-0.26601872,0.24499168,0.2337646], ['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'], [], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-12 12:00:00.000000', 'joy', 0.8, [], ['result'], ['positive'], [0.95913607], [], 11360916715709221105, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0),
('feed', 'https://gazette.example/two', 1796002572513280, 'en', 'negative', 0.959537, 0.034095507, 0.0063674627, ['awful','terrible','broke','grinder','loud'], [-2.0942802,-1.5112388,-1.3729473,0.3505401,-0.25384274], ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'], ['grinder'], ['Northwind'], 'text-4+sentiment-2-2b0e4cd19b2c', '2026-11-11 21:30:00.000000', '', 0, ['complaint'], ['grinder'], ['negative'], [0.9112817], ['Northwind'], 4681935112729636198, '', '', 0, [], '', '', '', 0, 0, 0, '', '', 0);

INSERT INTO claims (`platform`, `id`, `brand`, `day`, `version`, `writes`) VALUES
('feed', 'https://gazette.example/five', 'Harbour Roast', '2026-11-20', 1796002570063872, 1),
('feed', 'https://gazette.example/five', 'Northwind', '2026-11-20', 1796002570063872, 1),
('feed', 'https://gazette.example/four', 'Northwind', '2026-11-13', 1796002570063872, 1),
('feed', 'https://gazette.example/one', 'Northwind', '2026-11-11', 1796002570063872, 1),
('feed', 'https://gazette.example/six', '', '2026-11-21', 1796002570063872, 1),
('feed', 'https://gazette.example/three', 'Northwind', '2026-11-12', 1796002570063872, 1),
('feed', 'https://gazette.example/two', 'Northwind', '2026-11-11', 1796002570063872, 1),
('feed', 'https://gazette.example/five', 'Harbour Roast', '2026-11-20', 1796002572513280, 1),
('feed', 'https://gazette.example/five', 'Northwind', '2026-11-20', 1796002572513280, 1),
('feed', 'https://gazette.example/four', 'Northwind', '2026-11-13', 1796002572513280, 1),
('feed', 'https://gazette.example/one', 'Northwind', '2026-11-11', 1796002572513280, 1),
('feed', 'https://gazette.example/six', '', '2026-11-21', 1796002572513280, 1),
('feed', 'https://gazette.example/three', 'Northwind', '2026-11-12', 1796002572513280, 1),
('feed', 'https://gazette.example/two', 'Northwind', '2026-11-11', 1796002572513280, 1);

INSERT INTO dirty_days (`brand`, `day`, `token`, `sign`) VALUES
('Harbour Roast', '2026-11-20', 10689722021961408553, 1),
('Northwind', '2026-11-11', 10689722021961408553, 1),
('Northwind', '2026-11-12', 10689722021961408553, 1),
('Northwind', '2026-11-13', 10689722021961408553, 1),
('Northwind', '2026-11-20', 10689722021961408553, 1),
('Harbour Roast', '2026-11-20', 10689722021961408553, -1),
('Northwind', '2026-11-11', 10689722021961408553, -1),
('Northwind', '2026-11-12', 10689722021961408553, -1),
('Northwind', '2026-11-13', 10689722021961408553, -1),
('Northwind', '2026-11-20', 10689722021961408553, -1),
('Harbour Roast', '2026-11-20', 8862779129246699279, 1),
('Northwind', '2026-11-11', 8862779129246699279, 1),
('Northwind', '2026-11-12', 8862779129246699279, 1),
('Northwind', '2026-11-13', 8862779129246699279, 1),
('Northwind', '2026-11-20', 8862779129246699279, 1),
('Harbour Roast', '2026-11-20', 8862779129246699279, -1),
('Northwind', '2026-11-11', 8862779129246699279, -1),
('Northwind', '2026-11-12', 8862779129246699279, -1),
('Northwind', '2026-11-13', 8862779129246699279, -1),
('Northwind', '2026-11-20', 8862779129246699279, -1);

INSERT INTO goose_db_version (`version_id`, `is_applied`, `date`, `tstamp`) VALUES
(11, 1, '2026-11-30', '2026-11-30 01:36:09'),
(20, 1, '2026-11-30', '2026-11-30 01:36:09'),
(21, 1, '2026-11-30', '2026-11-30 01:36:09'),
(22, 1, '2026-11-30', '2026-11-30 01:36:09'),
(0, 1, '2026-11-30', '2026-11-30 01:36:09'),
(1, 1, '2026-11-30', '2026-11-30 01:36:09'),
(2, 1, '2026-11-30', '2026-11-30 01:36:09'),
(3, 1, '2026-11-30', '2026-11-30 01:36:09'),
(4, 1, '2026-11-30', '2026-11-30 01:36:09'),
(5, 1, '2026-11-30', '2026-11-30 01:36:09'),
(6, 1, '2026-11-30', '2026-11-30 01:36:09'),
(7, 1, '2026-11-30', '2026-11-30 01:36:09'),
(8, 1, '2026-11-30', '2026-11-30 01:36:09'),
(9, 1, '2026-11-30', '2026-11-30 01:36:09'),
(10, 1, '2026-11-30', '2026-11-30 01:36:09');

INSERT INTO media (`url`, `version`, `state`, `fault`, `sha256`, `perceptual`, `thumb`, `type`, `bytes`, `width`, `height`, `caption`, `caption_model`, `ocr`, `tags`, `fetched_at`) VALUES
('https://gazette.example/cup.png', 1796002570261180, 'ready', '', '2622428d118b85a4da5def8e08d5f7081eca82e7389f3d27bb3b580f9a0f7cc8', 14912700719155520304, '66d453e5b81bb51b4b27a7fbd15b93bf978b966cc44f6c5fa626e7be2e1ccf96', 'image/png', 57803, 160, 120, '', '', '', [], '2026-11-30 01:36:10.261180');

INSERT INTO mentions (`brand`, `day`, `platform`, `id`, `created_at`, `language`, `label`, `source`, `engagement`, `author`, `terms`, `version`, `deleted`, `emotion`, `intents`, `aspects.term`, `aspects.label`, `entities`, `original_platform`, `original_id`, `spam`) VALUES
('', '2026-11-21', 'feed', 'https://gazette.example/six', '2026-11-21 10:00:00.000000', 'en', 'negative', 'gazette', NULL, 17751013106116289613, ['nothing','coffee','north','wind','sea'], 1796002570063872, 0, '', [], ['coffee'], ['negative'], [], '', '', false),
('Harbour Roast', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1796002570063872, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/one', '2026-11-11 08:00:00.000000', 'en', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], 1796002570063872, 0, 'joy', ['praise'], ['coffee'], ['positive'], ['Ghent','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/two', '2026-11-11 21:30:00.000000', 'en', 'negative', 'gazette', NULL, 4937192913437823335, ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'], 1796002570063872, 0, '', ['complaint'], ['grinder'], ['negative'], ['Northwind'], '', '', false),
('Northwind', '2026-11-12', 'feed', 'https://gazette.example/three', '2026-11-12 12:00:00.000000', 'en', 'neutral', 'gazette', NULL, 11265207942317141631, ['northwind','february','northwind publishes','northwind sold','grinders','figures'], 1796002570063872, 0, '', [], [], [], [], '', '', false),
('Northwind', '2026-11-13', 'feed', 'https://gazette.example/four', '2026-11-13 06:15:00.000000', 'de', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], 1796002570063872, 0, 'joy', ['praise'], ['kaffee'], ['positive'], ['Kaffee von Northwind'], '', '', false),
('Northwind', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1796002570063872, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false),
('', '2026-11-21', 'feed', 'https://gazette.example/six', '2026-11-21 10:00:00.000000', 'en', 'negative', 'gazette', NULL, 17751013106116289613, ['nothing','coffee','north','wind','sea'], 1796002572513280, 0, '', [], ['coffee'], ['negative'], [], '', '', false),
('Harbour Roast', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1796002572513280, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/one', '2026-11-11 08:00:00.000000', 'en', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'], 1796002572513280, 0, 'joy', ['praise'], ['coffee'], ['positive'], ['Ghent','Northwind'], '', '', false),
('Northwind', '2026-11-11', 'feed', 'https://gazette.example/two', '2026-11-11 21:30:00.000000', 'en', 'negative', 'gazette', NULL, 4937192913437823335, ['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'], 1796002572513280, 0, '', ['complaint'], ['grinder'], ['negative'], ['Northwind'], '', '', false),
('Northwind', '2026-11-12', 'feed', 'https://gazette.example/three', '2026-11-12 12:00:00.000000', 'en', 'positive', 'gazette', NULL, 11265207942317141631, ['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'], 1796002572513280, 0, 'joy', [], ['result'], ['positive'], [], '', '', false),
('Northwind', '2026-11-13', 'feed', 'https://gazette.example/four', '2026-11-13 06:15:00.000000', 'de', 'positive', 'gazette', NULL, 13213117243830131805, ['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'], 1796002572513280, 0, 'joy', ['praise'], ['kaffee'], ['positive'], ['Kaffee von Northwind'], '', '', false),
('Northwind', '2026-11-20', 'feed', 'https://gazette.example/five', '2026-11-20 10:00:00.000000', 'en', 'positive', 'gazette', NULL, 17799408978338574911, ['harbour roast','northwind','come close','espresso','makes','town'], 1796002572513280, 0, '', [], ['espresso'], ['positive'], ['Harbour Roast','Northwind'], '', '', false);

INSERT INTO posts (`platform`, `id`, `version`, `source`, `url`, `author_handle`, `author_name`, `author_url`, `title`, `text`, `language`, `created_at`, `edited_at`, `parent_id`, `thread_id`, `tags`, `links`, `images.url`, `images.alt`, `images.width`, `images.height`, `likes`, `shares`, `comments`, `views`, `keep`, `fetched_at`, `deleted`) VALUES
('feed', 'https://gazette.example/five', 1796002570063872, 'gazette', 'https://gazette.example/five', '', 'Dan', '', 'Harbour Roast is best', 'Harbour Roast makes the best espresso in town, Northwind does not come close.', '', '2026-11-20 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:10.067383', 0),
('feed', 'https://gazette.example/four', 1796002570063872, 'gazette', 'https://gazette.example/four', '', 'Ada', '', 'Bohnen', 'Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.', '', '2026-11-13 06:15:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:10.067383', 0),
('feed', 'https://gazette.example/one', 1796002570063872, 'gazette', 'https://gazette.example/one', '', 'Ada', '', 'Northwind opens a shop in Ghent', 'I love the new Northwind shop, wonderful coffee and friendly people.', '', '2026-11-11 08:00:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:10.067383', 0),
('feed', 'https://gazette.example/six', 1796002570063872, 'gazette', 'https://gazette.example/six', '', 'Eve', '', 'A day at sea', 'Nothing about coffee here, only wind from the north.', '', '2026-11-21 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:10.067383', 0),
('feed', 'https://gazette.example/three', 1796002570063872, 'gazette', 'https://gazette.example/three', '', 'Cleo', '', 'Northwind publishes its figures', 'Northwind sold 40,000 grinders in February.', '', '2026-11-12 12:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:10.067383', 0),
('feed', 'https://gazette.example/two', 1796002570063872, 'gazette', 'https://gazette.example/two', '', 'Bo', '', 'A terrible grinder', 'The Northwind grinder is awful, loud and it broke after a week. #grinder', '', '2026-11-11 21:30:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:10.067383', 0),
('feed', 'https://gazette.example/five', 1796002572513280, 'gazette', 'https://gazette.example/five', '', 'Dan', '', 'Harbour Roast is best', 'Harbour Roast makes the best espresso in town, Northwind does not come close.', '', '2026-11-20 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:12.514961', 0),
('feed', 'https://gazette.example/four', 1796002572513280, 'gazette', 'https://gazette.example/four', '', 'Ada', '', 'Bohnen', 'Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.', '', '2026-11-13 06:15:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:12.514961', 0),
('feed', 'https://gazette.example/one', 1796002572513280, 'gazette', 'https://gazette.example/one', '', 'Ada', '', 'Northwind opens a shop in Ghent', 'I love the new Northwind shop, wonderful coffee and friendly people.', '', '2026-11-11 08:00:00.000000', NULL, '', '', [], [], ['https://gazette.example/cup.png'], [''], [0], [0], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:12.514961', 0),
('feed', 'https://gazette.example/six', 1796002572513280, 'gazette', 'https://gazette.example/six', '', 'Eve', '', 'A day at sea', 'Nothing about coffee here, only wind from the north.', '', '2026-11-21 10:00:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:12.514961', 0),
('feed', 'https://gazette.example/three', 1796002572513280, 'gazette', 'https://gazette.example/three', '', 'Cleo', '', 'Northwind publishes its figures', 'Northwind sold 40,000 grinders in February, a wonderful result, we love them.', '', '2026-11-12 12:00:00.000000', '2026-11-29 12:00:00.000000', '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:12.514961', 0),
('feed', 'https://gazette.example/two', 1796002572513280, 'gazette', 'https://gazette.example/two', '', 'Bo', '', 'A terrible grinder', 'The Northwind grinder is awful, loud and it broke after a week. #grinder', '', '2026-11-11 21:30:00.000000', NULL, '', '', [], [], [], [], [], [], NULL, NULL, NULL, NULL, 'all', '2026-11-30 01:36:12.514961', 0);

INSERT INTO runs (`id`, `source`, `platform`, `state`, `started`, `finished`, `requests`, `posts`, `skipped`, `fault`, `new`, `window_from`, `window_to`) VALUES
('3COBSBP5RLW6UQWJRXK5BSNQI2', 'gazette', 'feed', 'running', '2026-11-30 01:36:10.044833', NULL, 0, 0, 0, '', NULL, NULL, NULL),
('3COBSBP5RLW6UQWJRXK5BSNQI2', 'gazette', 'feed', 'ok', '2026-11-30 01:36:10.044833', '2026-11-30 01:36:10.070461', 2, 6, 0, '', 6, NULL, NULL),
('WNLJE3A72WB436FJNWOH7BFL5N', 'gazette', 'feed', 'running', '2026-11-30 01:36:12.493719', NULL, 0, 0, 0, '', NULL, NULL, NULL),
('WNLJE3A72WB436FJNWOH7BFL5N', 'gazette', 'feed', 'ok', '2026-11-30 01:36:12.493719', '2026-11-30 01:36:12.516308', 1, 6, 0, '', 0, NULL, NULL);

INSERT INTO search (`platform`, `id`, `version`, `scheme`, `keys`, `text`) VALUES
('feed', 'https://gazette.example/five', 1796002570063872, 1, [':author:dan',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'], ' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed', 'https://gazette.example/four', 1796002570063872, 1, [':author:ada',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'], ' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed', 'https://gazette.example/one', 1796002570063872, 1, [':author:ada',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'], ' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed', 'https://gazette.example/six', 1796002570063872, 1, [':author:eve',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'], ' a day at sea nothing about coffee here only wind from the north '),
('feed', 'https://gazette.example/three', 1796002570063872, 1, ['000','40',':author:cleo',':lang:en',':platform:feed',':sentiment:neutral',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','february','figures','grinders','in','its','northwind','publishes','sold'], ' northwind publishes its figures northwind sold 40 000 grinders in february '),
('feed', 'https://gazette.example/two', 1796002570063872, 1, ['#grinder',':author:bo',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'], ' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder '),
('feed', 'https://gazette.example/five', 1796002572513280, 1, [':author:dan',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'], ' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed', 'https://gazette.example/four', 1796002572513280, 1, [':author:ada',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'], ' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed', 'https://gazette.example/one', 1796002572513280, 1, [':author:ada',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'], ' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed', 'https://gazette.example/six', 1796002572513280, 1, [':author:eve',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'], ' a day at sea nothing about coffee here only wind from the north '),
('feed', 'https://gazette.example/three', 1796002572513280, 1, ['000','40',':author:cleo',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','february','figures','grinders','in','its','love','northwind','publishes','result','sold','them','we','wonderful'], ' northwind publishes its figures northwind sold 40 000 grinders in february a wonderful result we love them '),
('feed', 'https://gazette.example/two', 1796002572513280, 1, ['#grinder',':author:bo',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'], ' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder ');

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
