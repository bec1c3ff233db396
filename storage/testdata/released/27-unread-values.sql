CREATE TABLE addresses
(
    `address` String CODEC(ZSTD(1)),
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `shared` UInt8,
    `version` UInt64,
    `deleted` UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (address, platform, id)
SETTINGS index_granularity = 256;

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
    `copy_group` UInt64 MATERIALIZED sipHash64(if(original_id = '', toString(platform), toString(original_platform)), if(original_id = '', id, original_id)),
    `date_from` LowCardinality(String),
    `backlog` Bool
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

CREATE TABLE places
(
    `platform` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `place_platform` LowCardinality(String),
    `place_id` String CODEC(ZSTD(1)),
    `source` LowCardinality(String),
    `url` String CODEC(ZSTD(1)),
    `first_seen` DateTime64(6, 'UTC'),
    `fetched_at` DateTime64(6, 'UTC'),
    `length` UInt32,
    `version` UInt64,
    `deleted` UInt8
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (platform, id, place_platform, place_id, source)
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
    `deleted` UInt8 DEFAULT 0,
    `date_from` LowCardinality(String),
    `backlog` Bool
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
    `window_to` Nullable(DateTime64(6, 'UTC')),
    `undated` Int64,
    `undated_why` String CODEC(ZSTD(1)),
    `reached` Nullable(DateTime64(6, 'UTC')),
    `brands` Array(String),
    `unread` Int64,
    `unread_first` String CODEC(ZSTD(1))
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

INSERT INTO addresses (`address`, `platform`, `id`, `shared`, `version`, `deleted`) VALUES
('','scheme','1',0,1796012257217443421,0),
('gazette.example/five','feed','https://gazette.example/five',0,1796012257240086353,0),
('gazette.example/four','feed','https://gazette.example/four',0,1796012257240086353,0),
('gazette.example/one','feed','https://gazette.example/one',0,1796012257240086353,0),
('gazette.example/six','feed','https://gazette.example/six',0,1796012257240086353,0),
('gazette.example/three','feed','https://gazette.example/three',0,1796012257240086353,0),
('gazette.example/two','feed','https://gazette.example/two',0,1796012257240086353,0);

INSERT INTO analyses (`platform`, `id`, `version`, `language`, `label`, `negative`, `neutral`, `positive`, `why.text`, `why.weight`, `keywords`, `hashtags`, `brands`, `analyzer`, `created_at`, `emotion`, `emotion_certainty`, `intents`, `aspects.term`, `aspects.label`, `aspects.certainty`, `entities`, `fingerprint`, `original_platform`, `original_id`, `spam`, `spam_reasons`, `corrected`, `opinion_model`, `opinion_label`, `opinion_negative`, `opinion_neutral`, `opinion_positive`, `opinion_quote`, `opinion_fault`, `opinion_version`) VALUES
('feed','https://gazette.example/five',1796012257206272,'en','positive',0.10728968,0.20132366,0.69138664,['best','not','come','does','Northwind'],[2.1917207,-1.2596681,0.39664304,-0.3578478,0.307264],['harbour roast','northwind','come close','espresso','makes','town'],[],['Northwind','Harbour Roast'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-20 10:00:00.000000','',0,[],['espresso'],['positive'],[0.72952825],['Harbour Roast','Northwind'],5814511462363850520,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/four',1796012257206272,'de','positive',0.016956931,0.047569253,0.9354738,['begeistert','wunderbar','von','bin','Kaffee'],[2.2756329,1.9305046,0.36661607,-0.31555325,0.14243177],['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-13 06:15:00.000000','joy',0.8333333,['praise'],['kaffee'],['positive'],[0.92298275],['Kaffee von Northwind'],15916823017030529380,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/one',1796012257206272,'en','positive',0.0012472516,0.038082767,0.96067,['wonderful','love','friendly','shop','people'],[1.9300128,1.573931,1.2893763,0.38433474,-0.35223168],['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 08:00:00.000000','joy',0.85714287,['praise'],['coffee'],['positive'],[0.9628764],['Ghent','Northwind'],2605554753055075010,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/six',1796012257206272,'en','negative',0.4664222,0.38232318,0.15125461,['Nothing','only','at','sea','day'],[-0.66941416,-0.5293744,0.28441355,0.21910745,0.19137573],['nothing','coffee','north','wind','sea'],[],[],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-21 10:00:00.000000','',0,[],['coffee'],['negative'],[0.60758746],[],10174605529103095055,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/three',1796012257206272,'en','neutral',0.13408236,0.56370443,0.30221316,['figures','grinders','Northwind','000','in'],[-0.43718255,0.35839272,0.34390074,0.14309008,0.10735358],['northwind','february','northwind publishes','northwind sold','grinders','figures'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-12 12:00:00.000000','',0,[],[],[],[],[],11214274849913101809,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/two',1796012257206272,'en','negative',0.959537,0.034095507,0.0063674627,['awful','terrible','broke','grinder','loud'],[-2.0942802,-1.5112388,-1.3729473,0.3505401,-0.25384274],['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'],['grinder'],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 21:30:00.000000','',0,['complaint'],['grinder'],['negative'],[0.9112817],['Northwind'],4681935112729636198,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/five',1796012259258368,'en','positive',0.10728968,0.20132366,0.69138664,['best','not','come','does','Northwind'],[2.1917207,-1.2596681,0.39664304,-0.3578478,0.307264],['harbour roast','northwind','come close','espresso','makes','town'],[],['Northwind','Harbour Roast'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-20 10:00:00.000000','',0,[],['espresso'],['positive'],[0.72952825],['Harbour Roast','Northwind'],5814511462363850520,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/four',1796012259258368,'de','positive',0.016956931,0.047569253,0.9354738,['begeistert','wunderbar','von','bin','Kaffee'],[2.2756329,1.9305046,0.36661607,-0.31555325,0.14243177],['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-13 06:15:00.000000','joy',0.8333333,['praise'],['kaffee'],['positive'],[0.92298275],['Kaffee von Northwind'],15916823017030529380,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/one',1796012259258368,'en','positive',0.0012472516,0.038082767,0.96067,['wonderful','love','friendly','shop','people'],[1.9300128,1.573931,1.2893763,0.38433474,-0.35223168],['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 08:00:00.000000','joy',0.85714287,['praise'],['coffee'],['positive'],[0.9628764],['Ghent','Northwind'],2605554753055075010,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/six',1796012259258368,'en','negative',0.4664222,0.38232318,0.15125461,['Nothing','only','at','sea','day'],[-0.66941416,-0.5293744,0.28441355,0.21910745,0.19137573],['nothing','coffee','north','wind','sea'],[],[],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-21 10:00:00.000000','',0,[],['coffee'],['negative'],[0.60758746],[],10174605529103095055,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/three',1796012259258368,'en','positive',0.009002331,0.04387429,0.9471234,['wonderful','love','result','Northwind','grinders'],[1.9967889,1.9102807,-0.26601872,0.24499168,0.2337646],['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-12 12:00:00.000000','joy',0.8,[],['result'],['positive'],[0.95913607],[],11360916715709221105,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/two',1796012259258368,'en','negative',0.959537,0.034095507,0.0063674627,['awful','terrible','broke','grinder','loud'],[-2.0942802,-1.5112388,-1.3729473,0.3505401,-0.25384274],['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'],['grinder'],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 21:30:00.000000','',0,['complaint'],['grinder'],['negative'],[0.9112817],['Northwind'],4681935112729636198,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/five',1796012267589632,'en','positive',0.10728968,0.20132366,0.69138664,['best','not','come','does','Northwind'],[2.1917207,-1.2596681,0.39664304,-0.3578478,0.307264],['harbour roast','northwind','come close','espresso','makes','town'],[],['Northwind','Harbour Roast'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-20 10:00:00.000000','',0,[],['espresso'],['positive'],[0.72952825],['Harbour Roast','Northwind'],5814511462363850520,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/four',1796012267589632,'de','positive',0.016956931,0.047569253,0.9354738,['begeistert','wunderbar','von','bin','Kaffee'],[2.2756329,1.9305046,0.36661607,-0.31555325,0.14243177],['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-13 06:15:00.000000','joy',0.8333333,['praise'],['kaffee'],['positive'],[0.92298275],['Kaffee von Northwind'],15916823017030529380,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/one',1796012267589632,'en','positive',0.0012472516,0.038082767,0.96067,['wonderful','love','friendly','shop','people'],[1.9300128,1.573931,1.2893763,0.38433474,-0.35223168],['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 08:00:00.000000','joy',0.85714287,['praise'],['coffee'],['positive'],[0.9628764],['Ghent','Northwind'],2605554753055075010,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/six',1796012267589632,'en','negative',0.4664222,0.38232318,0.15125461,['Nothing','only','at','sea','day'],[-0.66941416,-0.5293744,0.28441355,0.21910745,0.19137573],['nothing','coffee','north','wind','sea'],[],[],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-21 10:00:00.000000','',0,[],['coffee'],['negative'],[0.60758746],[],10174605529103095055,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/three',1796012267589632,'en','positive',0.009002331,0.04387429,0.9471234,['wonderful','love','result','Northwind','grinders'],[1.9967889,1.9102807,-0.26601872,0.24499168,0.2337646],['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'],[],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-12 12:00:00.000000','joy',0.8,[],['result'],['positive'],[0.95913607],[],11360916715709221105,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/two',1796012267589632,'en','negative',0.959537,0.034095507,0.0063674627,['awful','terrible','broke','grinder','loud'],[-2.0942802,-1.5112388,-1.3729473,0.3505401,-0.25384274],['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'],['grinder'],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 21:30:00.000000','',0,['complaint'],['grinder'],['negative'],[0.9112817],['Northwind'],4681935112729636198,'','',0,[],'','','',0,0,0,'','',0),
('feed','https://gazette.example/two',1796012267589633,'en','negative',0.959537,0.034095507,0.0063674627,['awful','terrible','broke','grinder','loud'],[-2.0942802,-1.5112388,-1.3729473,0.3505401,-0.25384274],['grinder','terrible grinder','northwind grinder','awful','broke','loud','week'],['grinder'],['Northwind'],'text-4+sentiment-2-2b0e4cd19b2c','2026-11-11 21:30:00.000000','',0,['complaint'],['grinder'],['negative'],[0.9112817],['Northwind'],4681935112729636198,'','',0,[],'neutral','','',0,0,0,'','',0);

INSERT INTO claims (`platform`, `id`, `brand`, `day`, `version`, `writes`) VALUES
('feed','https://gazette.example/five','Harbour Roast','2026-11-20',1796012257206272,1),
('feed','https://gazette.example/five','Northwind','2026-11-20',1796012257206272,1),
('feed','https://gazette.example/four','Northwind','2026-11-13',1796012257206272,1),
('feed','https://gazette.example/one','Northwind','2026-11-11',1796012257206272,1),
('feed','https://gazette.example/six','','2026-11-21',1796012257206272,1),
('feed','https://gazette.example/three','Northwind','2026-11-12',1796012257206272,1),
('feed','https://gazette.example/two','Northwind','2026-11-11',1796012257206272,1),
('feed','https://gazette.example/five','Harbour Roast','2026-11-20',1796012259258368,1),
('feed','https://gazette.example/five','Northwind','2026-11-20',1796012259258368,1),
('feed','https://gazette.example/four','Northwind','2026-11-13',1796012259258368,1),
('feed','https://gazette.example/one','Northwind','2026-11-11',1796012259258368,1),
('feed','https://gazette.example/six','','2026-11-21',1796012259258368,1),
('feed','https://gazette.example/three','Northwind','2026-11-12',1796012259258368,1),
('feed','https://gazette.example/two','Northwind','2026-11-11',1796012259258368,1),
('feed','https://gazette.example/five','Harbour Roast','2026-11-20',1796012267589632,1),
('feed','https://gazette.example/five','Northwind','2026-11-20',1796012267589632,1),
('feed','https://gazette.example/four','Northwind','2026-11-13',1796012267589632,1),
('feed','https://gazette.example/one','Northwind','2026-11-11',1796012267589632,1),
('feed','https://gazette.example/six','','2026-11-21',1796012267589632,1),
('feed','https://gazette.example/three','Northwind','2026-11-12',1796012267589632,1),
('feed','https://gazette.example/two','Northwind','2026-11-11',1796012267589632,1),
('feed','https://gazette.example/two','Northwind','2026-11-11',1796012267589633,1);

INSERT INTO corrections (`platform`, `id`, `label`, `at`, `version`) VALUES
('feed','https://gazette.example/two','neutral','2026-11-30 04:17:54.948027',1796012274948027958);

INSERT INTO dirty_days (`brand`, `day`, `token`, `sign`) VALUES
('Harbour Roast','2026-11-20',14210575905466825578,1),
('Northwind','2026-11-11',14210575905466825578,1),
('Northwind','2026-11-12',14210575905466825578,1),
('Northwind','2026-11-13',14210575905466825578,1),
('Northwind','2026-11-20',14210575905466825578,1),
('Harbour Roast','2026-11-20',14210575905466825578,-1),
('Northwind','2026-11-11',14210575905466825578,-1),
('Northwind','2026-11-12',14210575905466825578,-1),
('Northwind','2026-11-13',14210575905466825578,-1),
('Northwind','2026-11-20',14210575905466825578,-1),
('Northwind','2026-11-11',4150090053299244550,1);

INSERT INTO goose_db_version (`version_id`, `is_applied`, `date`, `tstamp`) VALUES
(24,1,'2026-11-30','2026-11-30 04:17:36'),
(25,1,'2026-11-30','2026-11-30 04:17:36'),
(27,1,'2026-11-30','2026-11-30 04:17:36'),
(0,1,'2026-11-30','2026-11-30 04:17:35'),
(1,1,'2026-11-30','2026-11-30 04:17:35'),
(2,1,'2026-11-30','2026-11-30 04:17:35'),
(3,1,'2026-11-30','2026-11-30 04:17:35'),
(4,1,'2026-11-30','2026-11-30 04:17:35'),
(5,1,'2026-11-30','2026-11-30 04:17:35'),
(6,1,'2026-11-30','2026-11-30 04:17:36'),
(7,1,'2026-11-30','2026-11-30 04:17:36'),
(8,1,'2026-11-30','2026-11-30 04:17:36'),
(9,1,'2026-11-30','2026-11-30 04:17:36'),
(10,1,'2026-11-30','2026-11-30 04:17:36'),
(11,1,'2026-11-30','2026-11-30 04:17:36'),
(20,1,'2026-11-30','2026-11-30 04:17:36'),
(21,1,'2026-11-30','2026-11-30 04:17:36'),
(22,1,'2026-11-30','2026-11-30 04:17:36'),
(23,1,'2026-11-30','2026-11-30 04:17:36');

INSERT INTO media (`url`, `version`, `state`, `fault`, `sha256`, `perceptual`, `thumb`, `type`, `bytes`, `width`, `height`, `caption`, `caption_model`, `ocr`, `tags`, `fetched_at`) VALUES
('https://gazette.example/cup.png',1796012258218707,'ready','','007c37f7e075261ab6d000b74c4d8005e897501f36a0f0120727c1d4ac6f2924',15420137110480376575,'650b7f347b5c515fe3f3fbbf59d2d05608ced83021e6c067c80ab45758af7d7e','image/png',1475,160,120,'','','',[],'2026-11-30 04:17:38.218707');

INSERT INTO mentions (`brand`, `day`, `platform`, `id`, `created_at`, `language`, `label`, `source`, `engagement`, `author`, `terms`, `version`, `deleted`, `emotion`, `intents`, `aspects.term`, `aspects.label`, `entities`, `original_platform`, `original_id`, `spam`, `date_from`, `backlog`) VALUES
('','2026-11-21','feed','https://gazette.example/six','2026-11-21 10:00:00.000000','en','negative','gazette',NULL,17751013106116289613,['nothing','coffee','north','wind','sea'],1796012257206272,0,'',[],['coffee'],['negative'],[],'','',false,'stated',false),
('Harbour Roast','2026-11-20','feed','https://gazette.example/five','2026-11-20 10:00:00.000000','en','positive','gazette',NULL,17799408978338574911,['harbour roast','northwind','come close','espresso','makes','town'],1796012257206272,0,'',[],['espresso'],['positive'],['Harbour Roast','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/one','2026-11-11 08:00:00.000000','en','positive','gazette',NULL,13213117243830131805,['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'],1796012257206272,0,'joy',['praise'],['coffee'],['positive'],['Ghent','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/two','2026-11-11 21:30:00.000000','en','negative','gazette',NULL,4937192913437823335,['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'],1796012257206272,0,'',['complaint'],['grinder'],['negative'],['Northwind'],'','',false,'stated',false),
('Northwind','2026-11-12','feed','https://gazette.example/three','2026-11-12 12:00:00.000000','en','neutral','gazette',NULL,11265207942317141631,['northwind','february','northwind publishes','northwind sold','grinders','figures'],1796012257206272,0,'',[],[],[],[],'','',false,'stated',false),
('Northwind','2026-11-13','feed','https://gazette.example/four','2026-11-13 06:15:00.000000','de','positive','gazette',NULL,13213117243830131805,['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'],1796012257206272,0,'joy',['praise'],['kaffee'],['positive'],['Kaffee von Northwind'],'','',false,'stated',false),
('Northwind','2026-11-20','feed','https://gazette.example/five','2026-11-20 10:00:00.000000','en','positive','gazette',NULL,17799408978338574911,['harbour roast','northwind','come close','espresso','makes','town'],1796012257206272,0,'',[],['espresso'],['positive'],['Harbour Roast','Northwind'],'','',false,'stated',false),
('','2026-11-21','feed','https://gazette.example/six','2026-11-21 10:00:00.000000','en','negative','gazette',NULL,17751013106116289613,['nothing','coffee','north','wind','sea'],1796012259258368,0,'',[],['coffee'],['negative'],[],'','',false,'stated',false),
('Harbour Roast','2026-11-20','feed','https://gazette.example/five','2026-11-20 10:00:00.000000','en','positive','gazette',NULL,17799408978338574911,['harbour roast','northwind','come close','espresso','makes','town'],1796012259258368,0,'',[],['espresso'],['positive'],['Harbour Roast','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/one','2026-11-11 08:00:00.000000','en','positive','gazette',NULL,13213117243830131805,['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'],1796012259258368,0,'joy',['praise'],['coffee'],['positive'],['Ghent','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/two','2026-11-11 21:30:00.000000','en','negative','gazette',NULL,4937192913437823335,['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'],1796012259258368,0,'',['complaint'],['grinder'],['negative'],['Northwind'],'','',false,'stated',false),
('Northwind','2026-11-12','feed','https://gazette.example/three','2026-11-12 12:00:00.000000','en','positive','gazette',NULL,11265207942317141631,['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'],1796012259258368,0,'joy',[],['result'],['positive'],[],'','',false,'stated',false),
('Northwind','2026-11-13','feed','https://gazette.example/four','2026-11-13 06:15:00.000000','de','positive','gazette',NULL,13213117243830131805,['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'],1796012259258368,0,'joy',['praise'],['kaffee'],['positive'],['Kaffee von Northwind'],'','',false,'stated',false),
('Northwind','2026-11-20','feed','https://gazette.example/five','2026-11-20 10:00:00.000000','en','positive','gazette',NULL,17799408978338574911,['harbour roast','northwind','come close','espresso','makes','town'],1796012259258368,0,'',[],['espresso'],['positive'],['Harbour Roast','Northwind'],'','',false,'stated',false),
('','2026-11-21','feed','https://gazette.example/six','2026-11-21 10:00:00.000000','en','negative','gazette',NULL,17751013106116289613,['nothing','coffee','north','wind','sea'],1796012267589632,0,'',[],['coffee'],['negative'],[],'','',false,'stated',false),
('Harbour Roast','2026-11-20','feed','https://gazette.example/five','2026-11-20 10:00:00.000000','en','positive','gazette',NULL,17799408978338574911,['harbour roast','northwind','come close','espresso','makes','town'],1796012267589632,0,'',[],['espresso'],['positive'],['Harbour Roast','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/one','2026-11-11 08:00:00.000000','en','positive','gazette',NULL,13213117243830131805,['northwind','shop','northwind opens','northwind shop','wonderful coffee','ghent','friendly'],1796012267589632,0,'joy',['praise'],['coffee'],['positive'],['Ghent','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/two','2026-11-11 21:30:00.000000','en','negative','gazette',NULL,4937192913437823335,['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'],1796012267589632,0,'',['complaint'],['grinder'],['negative'],['Northwind'],'','',false,'stated',false),
('Northwind','2026-11-12','feed','https://gazette.example/three','2026-11-12 12:00:00.000000','en','positive','gazette',NULL,11265207942317141631,['northwind','february','northwind publishes','northwind sold','wonderful result','grinders','figures'],1796012267589632,0,'joy',[],['result'],['positive'],[],'','',false,'stated',false),
('Northwind','2026-11-13','feed','https://gazette.example/four','2026-11-13 06:15:00.000000','de','positive','gazette',NULL,13213117243830131805,['northwind','bohnen','kaffee','begeistert','wunderbar','schmeckt'],1796012267589632,0,'joy',['praise'],['kaffee'],['positive'],['Kaffee von Northwind'],'','',false,'stated',false),
('Northwind','2026-11-20','feed','https://gazette.example/five','2026-11-20 10:00:00.000000','en','positive','gazette',NULL,17799408978338574911,['harbour roast','northwind','come close','espresso','makes','town'],1796012267589632,0,'',[],['espresso'],['positive'],['Harbour Roast','Northwind'],'','',false,'stated',false),
('Northwind','2026-11-11','feed','https://gazette.example/two','2026-11-11 21:30:00.000000','en','neutral','gazette',NULL,4937192913437823335,['grinder','terrible grinder','northwind grinder','awful','broke','loud','week','#grinder'],1796012267589633,0,'',['complaint'],['grinder'],['negative'],['Northwind'],'','',false,'stated',false);

INSERT INTO posts (`platform`, `id`, `version`, `source`, `url`, `author_handle`, `author_name`, `author_url`, `title`, `text`, `language`, `created_at`, `edited_at`, `parent_id`, `thread_id`, `tags`, `links`, `images.url`, `images.alt`, `images.width`, `images.height`, `likes`, `shares`, `comments`, `views`, `keep`, `fetched_at`, `deleted`, `date_from`, `backlog`) VALUES
('feed','https://gazette.example/five',1796012257206272,'gazette','https://gazette.example/five','','Dan','','Harbour Roast is best','Harbour Roast makes the best espresso in town, Northwind does not come close.','','2026-11-20 10:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:37.209156',0,'stated',false),
('feed','https://gazette.example/four',1796012257206272,'gazette','https://gazette.example/four','','Ada','','Bohnen','Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.','','2026-11-13 06:15:00.000000',NULL,'','',[],[],['https://gazette.example/cup.png'],[''],[0],[0],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:37.209156',0,'stated',false),
('feed','https://gazette.example/one',1796012257206272,'gazette','https://gazette.example/one','','Ada','','Northwind opens a shop in Ghent','I love the new Northwind shop, wonderful coffee and friendly people.','','2026-11-11 08:00:00.000000',NULL,'','',[],[],['https://gazette.example/cup.png'],[''],[0],[0],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:37.209156',0,'stated',false),
('feed','https://gazette.example/six',1796012257206272,'gazette','https://gazette.example/six','','Eve','','A day at sea','Nothing about coffee here, only wind from the north.','','2026-11-21 10:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:37.209156',0,'stated',false),
('feed','https://gazette.example/three',1796012257206272,'gazette','https://gazette.example/three','','Cleo','','Northwind publishes its figures','Northwind sold 40,000 grinders in February.','','2026-11-12 12:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:37.209156',0,'stated',false),
('feed','https://gazette.example/two',1796012257206272,'gazette','https://gazette.example/two','','Bo','','A terrible grinder','The Northwind grinder is awful, loud and it broke after a week. #grinder','','2026-11-11 21:30:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:37.209156',0,'stated',false),
('feed','https://gazette.example/five',1796012259258368,'gazette','https://gazette.example/five','','Dan','','Harbour Roast is best','Harbour Roast makes the best espresso in town, Northwind does not come close.','','2026-11-20 10:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:39.261304',0,'stated',false),
('feed','https://gazette.example/four',1796012259258368,'gazette','https://gazette.example/four','','Ada','','Bohnen','Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.','','2026-11-13 06:15:00.000000',NULL,'','',[],[],['https://gazette.example/cup.png'],[''],[0],[0],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:39.261304',0,'stated',false),
('feed','https://gazette.example/one',1796012259258368,'gazette','https://gazette.example/one','','Ada','','Northwind opens a shop in Ghent','I love the new Northwind shop, wonderful coffee and friendly people.','','2026-11-11 08:00:00.000000',NULL,'','',[],[],['https://gazette.example/cup.png'],[''],[0],[0],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:39.261304',0,'stated',false),
('feed','https://gazette.example/six',1796012259258368,'gazette','https://gazette.example/six','','Eve','','A day at sea','Nothing about coffee here, only wind from the north.','','2026-11-21 10:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:39.261304',0,'stated',false),
('feed','https://gazette.example/three',1796012259258368,'gazette','https://gazette.example/three','','Cleo','','Northwind publishes its figures','Northwind sold 40,000 grinders in February, a wonderful result, we love them.','','2026-11-12 12:00:00.000000','2026-11-29 12:00:00.000000','','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:39.261304',0,'stated',false),
('feed','https://gazette.example/two',1796012259258368,'gazette','https://gazette.example/two','','Bo','','A terrible grinder','The Northwind grinder is awful, loud and it broke after a week. #grinder','','2026-11-11 21:30:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:39.261304',0,'stated',false),
('feed','https://gazette.example/five',1796012267589632,'gazette','https://gazette.example/five','','Dan','','Harbour Roast is best','Harbour Roast makes the best espresso in town, Northwind does not come close.','','2026-11-20 10:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:47.592818',0,'stated',false),
('feed','https://gazette.example/four',1796012267589632,'gazette','https://gazette.example/four','','Ada','','Bohnen','Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.','','2026-11-13 06:15:00.000000',NULL,'','',[],[],['https://gazette.example/cup.png'],[''],[0],[0],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:47.592818',0,'stated',false),
('feed','https://gazette.example/one',1796012267589632,'gazette','https://gazette.example/one','','Ada','','Northwind opens a shop in Ghent','I love the new Northwind shop, wonderful coffee and friendly people.','','2026-11-11 08:00:00.000000',NULL,'','',[],[],['https://gazette.example/cup.png'],[''],[0],[0],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:47.592818',0,'stated',false),
('feed','https://gazette.example/six',1796012267589632,'gazette','https://gazette.example/six','','Eve','','A day at sea','Nothing about coffee here, only wind from the north.','','2026-11-21 10:00:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:47.592818',0,'stated',false),
('feed','https://gazette.example/three',1796012267589632,'gazette','https://gazette.example/three','','Cleo','','Northwind publishes its figures','Northwind sold 40,000 grinders in February, a wonderful result, we love them.','','2026-11-12 12:00:00.000000','2026-11-29 12:00:00.000000','','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:47.592818',0,'stated',false),
('feed','https://gazette.example/two',1796012267589632,'gazette','https://gazette.example/two','','Bo','','A terrible grinder','The Northwind grinder is awful, loud and it broke after a week. #grinder','','2026-11-11 21:30:00.000000',NULL,'','',[],[],[],[],[],[],NULL,NULL,NULL,NULL,'all','2026-11-30 04:17:47.592818',0,'stated',false);

INSERT INTO runs (`id`, `source`, `platform`, `state`, `started`, `finished`, `requests`, `posts`, `skipped`, `fault`, `new`, `window_from`, `window_to`, `undated`, `undated_why`, `reached`, `brands`, `unread`, `unread_first`) VALUES
('H5VTMCLPDZF2QAM3OEBJQ4DUYJ','gazette','feed','ok','2026-11-30 04:17:36.190371','2026-11-30 04:17:37.210594',2,6,0,'',6,NULL,NULL,0,'','2026-11-30 04:17:36.190371',[],0,''),
('NI25OMVYCKQR25VQKFR7LFIESR','gazette','feed','ok','2026-11-30 04:17:39.228924','2026-11-30 04:17:39.263686',1,6,0,'',0,NULL,NULL,0,'','2026-11-30 04:17:39.228924',[],0,''),
('URRGHM2R5CMWPVOU7C6WGH7A36','gazette','feed','ok','2026-11-30 04:17:47.541754','2026-11-30 04:17:47.595974',1,6,0,'',0,NULL,NULL,0,'','2026-11-30 04:17:47.541754',[],0,'');

INSERT INTO search (`platform`, `id`, `version`, `scheme`, `keys`, `text`) VALUES
('feed','https://gazette.example/five',1796012257206272,2,[':author:dan',':date_from:stated',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'],' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed','https://gazette.example/four',1796012257206272,2,[':author:ada',':date_from:stated',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'],' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed','https://gazette.example/one',1796012257206272,2,[':author:ada',':date_from:stated',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'],' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed','https://gazette.example/six',1796012257206272,2,[':author:eve',':date_from:stated',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'],' a day at sea nothing about coffee here only wind from the north '),
('feed','https://gazette.example/three',1796012257206272,2,['000','40',':author:cleo',':date_from:stated',':lang:en',':platform:feed',':sentiment:neutral',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','february','figures','grinders','in','its','northwind','publishes','sold'],' northwind publishes its figures northwind sold 40 000 grinders in february '),
('feed','https://gazette.example/two',1796012257206272,2,['#grinder',':author:bo',':date_from:stated',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'],' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder '),
('feed','https://gazette.example/five',1796012259258368,2,[':author:dan',':date_from:stated',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'],' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed','https://gazette.example/four',1796012259258368,2,[':author:ada',':date_from:stated',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'],' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed','https://gazette.example/one',1796012259258368,2,[':author:ada',':date_from:stated',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'],' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed','https://gazette.example/six',1796012259258368,2,[':author:eve',':date_from:stated',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'],' a day at sea nothing about coffee here only wind from the north '),
('feed','https://gazette.example/three',1796012259258368,2,['000','40',':author:cleo',':date_from:stated',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','february','figures','grinders','in','its','love','northwind','publishes','result','sold','them','we','wonderful'],' northwind publishes its figures northwind sold 40 000 grinders in february a wonderful result we love them '),
('feed','https://gazette.example/two',1796012259258368,2,['#grinder',':author:bo',':date_from:stated',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'],' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder '),
('feed','https://gazette.example/five',1796012267589632,2,[':author:dan',':date_from:stated',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','best','close','come','does','espresso','harbour','in','is','makes','northwind','not','roast','the','town'],' harbour roast is best harbour roast makes the best espresso in town northwind does not come close '),
('feed','https://gazette.example/four',1796012267589632,2,[':author:ada',':date_from:stated',':has:image',':lang:de',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','begeistert','bin','bohnen','der','ich','kaffee','northwind','schmeckt','von','wunderbar'],' bohnen der kaffee von northwind schmeckt wunderbar ich bin begeistert '),
('feed','https://gazette.example/one',1796012267589632,2,[':author:ada',':date_from:stated',':has:image',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','and','coffee','friendly','ghent','i','in','love','new','northwind','opens','people','shop','the','wonderful'],' northwind opens a shop in ghent i love the new northwind shop wonderful coffee and friendly people '),
('feed','https://gazette.example/six',1796012267589632,2,[':author:eve',':date_from:stated',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','about','at','coffee','day','from','here','north','nothing','only','sea','the','wind'],' a day at sea nothing about coffee here only wind from the north '),
('feed','https://gazette.example/three',1796012267589632,2,['000','40',':author:cleo',':date_from:stated',':lang:en',':platform:feed',':sentiment:positive',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','february','figures','grinders','in','its','love','northwind','publishes','result','sold','them','we','wonderful'],' northwind publishes its figures northwind sold 40 000 grinders in february a wonderful result we love them '),
('feed','https://gazette.example/two',1796012267589632,2,['#grinder',':author:bo',':date_from:stated',':lang:en',':platform:feed',':sentiment:negative',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'],' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder '),
('feed','https://gazette.example/two',1796012267589633,2,['#grinder',':author:bo',':date_from:stated',':lang:en',':platform:feed',':sentiment:neutral',':site:0.0.1',':site:0.1',':site:1',':site:127.0.0.1',':source:gazette','a','after','and','awful','broke','grinder','is','it','loud','northwind','terrible','the','week'],' a terrible grinder the northwind grinder is awful loud and it broke after a week grinder ');

INSERT INTO trend_days (`brand`, `day`, `at`, `platform`, `language`, `mentions`, `positive`, `neutral`, `negative`, `engagement`, `engagement_known`, `authors`, `version`, `deleted`) VALUES
('Harbour Roast','2026-11-20','2026-11-20 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-11','2026-11-11 00:00:00','feed','en',2,1,0,1,0,0,CAST(unhex('02679109E1CB6E84445D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-12','2026-11-12 00:00:00','feed','en',1,0,1,0,0,0,CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-13','2026-11-13 00:00:00','feed','de',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-20','2026-11-20 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Harbour Roast','2026-11-20','2026-11-20 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-11','2026-11-11 00:00:00','feed','en',2,1,0,1,0,0,CAST(unhex('02679109E1CB6E84445D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-12','2026-11-12 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-13','2026-11-13 00:00:00','feed','de',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-20','2026-11-20 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Harbour Roast','2026-11-20','2026-11-20 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-11','2026-11-11 00:00:00','feed','en',2,1,0,1,0,0,CAST(unhex('02679109E1CB6E84445D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-12','2026-11-12 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-13','2026-11-13 00:00:00','feed','de',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-20','2026-11-20 00:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0);

INSERT INTO trend_hours (`brand`, `day`, `at`, `platform`, `language`, `mentions`, `positive`, `neutral`, `negative`, `engagement`, `engagement_known`, `authors`, `version`, `deleted`) VALUES
('Harbour Roast','2026-11-20','2026-11-20 10:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-11','2026-11-11 08:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-11','2026-11-11 21:00:00','feed','en',1,0,0,1,0,0,CAST(unhex('01679109E1CB6E8444'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-12','2026-11-12 12:00:00','feed','en',1,0,1,0,0,0,CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-13','2026-11-13 06:00:00','feed','de',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Northwind','2026-11-20','2026-11-20 10:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),1,0),
('Harbour Roast','2026-11-20','2026-11-20 10:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-11','2026-11-11 08:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-11','2026-11-11 21:00:00','feed','en',1,0,0,1,0,0,CAST(unhex('01679109E1CB6E8444'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-12','2026-11-12 12:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-13','2026-11-13 06:00:00','feed','de',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Northwind','2026-11-20','2026-11-20 10:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),2,0),
('Harbour Roast','2026-11-20','2026-11-20 10:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-11','2026-11-11 08:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-11','2026-11-11 21:00:00','feed','en',1,0,0,1,0,0,CAST(unhex('01679109E1CB6E8444'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-12','2026-11-12 12:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('017FEEB81AF00E569C'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-13','2026-11-13 06:00:00','feed','de',1,1,0,0,0,0,CAST(unhex('015D5C158E206C5EB7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0),
('Northwind','2026-11-20','2026-11-20 10:00:00','feed','en',1,1,0,0,0,0,CAST(unhex('013FF2C415293404F7'), 'AggregateFunction(uniqExactIf, UInt64, UInt8)'),3,0);
