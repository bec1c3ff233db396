package spam

import "strings"

// spamPosts and honestPosts are invented posts, one a line, in English, Chinese,
// Spanish, German, Japanese and a few other languages.
var spamPosts = lines(`
🎁🎁 Congratulations you won! You have been selected, claim your prize here https://bit.ly/x1 👇👇
FREE iPhone giveaway!!! Click to claim now 👉👉 https://tinyurl.com/abc
Make money online from home, no experience needed, DM me to start 💰💰💰💰
Earn up to $500 per day from home. Guaranteed returns. Message me on telegram https://t.me/fastcash
Bitcoin giveaway: send 1 ETH get 2 back, connect your wallet https://eth-gift.example
Free airdrop is live! Claim your airdrop before it ends, presale is live too
VIP signals, forex signals with 98% accuracy. Join our telegram t.me/fxvip
I recovered my lost bitcoin thanks to @wizard_recovery, contact on telegram, seed phrase restored
Best online casino with free spins and casino bonus, bet now https://play.example
Slot gacor hari ini maxwin, situs slot terpercaya https://slot.example daftar sekarang
Instant loan approved in 5 minutes, no credit check, WhatsApp me +44 7700 900123
Need an urgent loan? Low interest loan offer, add me on whatsapp +1 202 555 0143
Buy followers cheap! Real followers, gain followers daily, promote it on @growthpage
F4F L4L follow for follow follow back instantly #f4f #l4l #followme #like4like #follow #likes #gain #sub4sub
Lose weight fast with this miracle cure doctors hate, cheap meds no prescription
Male enhancement and viagra, no prescription, shipped worldwide https://meds.example
Hot singles in your area want to meet, hookup tonight https://dates.example
Dr Herbal cured me of herpes, contact him on whatsapp +234 801 234 5678
Powerful spell caster, bring back my ex in 24 hours, whatsapp number +1 555 010 9999
Replica watches AAA quality 1:1 quality designer replica, whatsapp for price
Essay writing service! Pay someone to do my homework, DM me to start
Buy driving license and buy passport online, real database, contact on telegram
Fr​ee gi​ft ca​rd, claim your gift now
Сlаim уоur rеwаrd now, frее gift for the first 100 people
𝓯𝓻𝓮𝓮 𝓬𝓻𝔂𝓹𝓽𝓸 click to claim, free crypto for all https://cutt.ly/z
WIN WIN WIN WIN buy now buy now buy now buy now buy now buy now buy now buy now buy now buy now WIN WIN claim your prize
Sports betting tips vip, fixed matches, 100 sure odds, join my telegram
Double your investment in a week, crypto mentor, ask me how, invest with Mrs Anna
Free robux and free vbucks generator, no strings attached https://is.gd/rbx
Passive income and financial freedom, work from home and earn, weekly payout, ask me how
Sugar baby needed, weekly allowance, text me now, kik me
Buy instagram followers, buy likes, buy views, grow your account fast
Get rich with my millionaire mentor, start earning today https://rb.gy/9
100x gem, next 100x, pump signals inside, whitelist spots closing, mint now
恭喜您中奖！点击领取iPhone一部 https://dwz.cn/abc
兼职日结，日入500，无需押金，加微信 jz8888
手机赚钱，在家赚钱月入过万，加我微信领资料
刷单兼职招聘，日结工资，宝妈兼职首选，加vx：abc123
线上赌场真人荷官，首存送100%，注册送88
百家乐 时时彩 彩票计划 稳赚不赔 加群带你飞
无抵押贷款，秒批秒到账，黑户可贷，加微信13800138000
信用卡套现，代办信用卡，不看征信，私聊加
高仿包包，一比一复刻，原单尾货，加V看图
代开发票，代开各类票据，电话微信 13912345678
减肥神药一个月暴瘦20斤，月瘦不反弹，加薇信咨询
壮阳伟哥货到付款，加我微信
老师带单，合约带单，币圈内幕消息，扫码进群
涨停牛股推荐，股票内幕，荐股群限时开放，扫码加
买粉涨粉刷赞代刷，互粉互赞，加qq
同城约会上门服务，加微信
诚招代理，零投资零风险，轻松赚钱，財務自由，加v信
空投领取，百倍币，财富密码进群，电报群
扫码领取红包，限时免费领，点击领取
代写论文，包过，加微信详聊，薇信同号
裸聊高端外围，看我主页加微信
Has ganado un iPhone, reclama tu premio aquí 👉 https://bit.ly/premio
Gana dinero desde casa, sin experiencia gana 300 al día, escríbeme al WhatsApp +34 600 123 456
Trabaja desde casa, ingresos extra e ingresos pasivos, únete a Telegram
Préstamo inmediato, préstamos rápidos sin buró, contáctame por WhatsApp
Casino en línea con giros gratis y bono de bienvenida, apuestas seguras
Comprar seguidores reales, compra seguidores baratos
Pierde peso rápido, quema grasa, sin receta, escríbeme al whatsapp
Señales de trading y gana con criptomonedas, únete a Telegram
Chicas calientes cerca de ti, citas calientes hoy
Sie haben gewonnen! Gewinn abholen: https://bit.ly/gewinn
Geld verdienen von zu Hause, passives Einkommen, schreib mir auf WhatsApp
Schnell Geld verdienen mit garantierte Rendite, Telegram Gruppe beitreten
Sofortkredit, Kredit ohne Schufa, schreib mir auf WhatsApp +49 151 23456789
Casino ohne Limit, Freispiele sichern, Online Spielothek
Follower kaufen, echte Follower kaufen günstig https://is.gd/f jetzt, buy followers
Schnell abnehmen, Fett verbrennen ohne Rezept
Heiße Singles, Treffen heute Nacht
当選しました！今すぐ受け取る https://bit.ly/jp
副業で稼ぐ方法、誰でも稼げる、LINE追加してね
在宅で稼ぐ！月収100万も可能、公式LINEから
オンラインカジノ入金ボーナスあり、今すぐ登録 無料で受け取る
ブラックでも借りれる、来店不要 融資、LINEで友達追加
フォロワー購入 フォロワー増やす 格安
飲むだけで痩せる、激やせサプリ 無料で受け取る
スーパーコピー 偽ブランド 激安通販
Вы выиграли приз! Заберите приз по ссылке https://clck.ru/x
Заработок без вложений, пассивный доход, пиши в лс
Казино онлайн, фриспины и бесплатные вращения каждому
Vous avez gagné un iPhone, réclamez votre prix https://bit.ly/fr
Ganhe dinheiro em casa, renda extra, chama no WhatsApp
Pinjaman online cepat, pinjaman tanpa jaminan, hubungi WA 0812
카지노사이트 추천, 바카라 토토사이트 먹튀검증 완료
บาคาร่า สล็อต เว็บตรง เครดิตฟรี แอดไลน์
`)

var honestPosts = lines(`
Just had the best flat white at Northwind, the staff are lovely ☕️
Northwind customer service is terrible, waited 40 minutes on the phone and nobody answered
Does anyone know if the Northwind grinder works with 220V?
We are opening our third roastery in Lisbon this Saturday. Come and say hello! https://northwind.example/lisbon
🎉 Giveaway! Follow us and tell us your favourite bean to win a bag of our winter roast. Ends Sunday. #coffee #giveaway
New: our winter blend is back, 20% off until Friday https://bit.ly/nw-winter #coffee #winterblend
I CANNOT BELIEVE HOW GOOD THIS COFFEE IS, WHY DID NOBODY TELL ME ABOUT THIS PLACE BEFORE
Ugh, my order is late again. @northwind where is it?? Order 10023845
The battery lasts two days, the screen is bad though. 7/10
Reading about bitcoin mining and its energy use, quite a depressing article https://news.example/btc
Central bank warns about online casino advertising aimed at teenagers
My brother lost his savings to a crypto scam on Telegram. Please be careful out there
Got a personal loan from my bank to renovate the kitchen, rates are awful at the moment
Call us on +44 20 7946 0018 if your delivery has not arrived, we will sort it out
Our Telegram channel has the daily news too: https://t.me/northwindnews
Sunset over the harbour #sunset #harbour #photography #nature #sea #sky #clouds #evening #photo
What a match! What a goal! Unbelievable!!! ⚽️⚽️⚽️
lol lol lol this is so funny 😂😂😂😂😂
Ha ha ha ha ha ha ha ha ha ha that was brilliant
Thanks @ana @bob @carla for a great evening, see you next week
Looking for a job in marketing in Berlin, any tips? My experience: five years in retail
We're hiring: barista (full time), Porto. No agency please. https://jobs.example/1
I lost 10 pounds this year just by walking to work. Slow but steady
My doctor switched my prescription and I finally sleep again
The new phone is great value. Camera amazing, speaker meh. Would buy again
Please stop sending me emails, I have unsubscribed four times now!
Three links on the story: https://a.example/1 https://b.example/2 https://c.example/3 the first is the best overview of what happened and why it matters to customers
Refund received after two weeks, thank you for nothing
It's so cold today. Tea or coffee?
Free parking behind the shop on Sundays
Win or lose, I love this team
Passive voice is not always wrong, fight me
How do I reset the machine? The red light keeps blinking and the manual does not help
μTorrent is still around? Wow
Love the new iPhone colours but the price... no thanks
Petition: bring back the pumpkin muffin
The lottery jackpot is 100 million now, imagine that
Podcast out now: how we roast, what we pay farmers, and why it matters https://pod.example/12
Northwind Q3 results: revenue up 12%, margin down, shares fall 4% https://news.example/q3
Happy birthday to my wonderful mum, 70 years young today 🎂🎁🎈
This recipe is easy: 200 g flour, 2 eggs, 100 ml milk. Mix, rest for 30 minutes, fry
SALE: up to 50% off everything in store this weekend only, see you there!
Follow for more recipes! New one every Friday
Thank you for 10,000 followers, you are the best community
今天去星巴克买了一杯拿铁，味道真的很不错，下次还会再来
这家店的服务态度太差了，等了一个小时还没上菜
请问这款手机支持无线充电吗？
新品上市！本周末全场八折，欢迎到店品尝
关注并转发，我们将抽三位朋友送出冬季咖啡礼盒，周日开奖
快递又丢了，客服电话打不通，真是服了
昨天的演唱会太好看了，嗓子都喊哑了
宝宝终于睡了，可以看会儿书了
这个价格买到这个质量，性价比很高，推荐给大家
微信读书的界面改版之后更难用了
听说有人因为刷单被骗了五万块，大家要小心
警方提醒：网络贷款诈骗高发，不要轻信陌生电话
今天股市大跌，我的基金又绿了
天气真好，适合出去走走 #周末#
电池用了两年还很耐用，屏幕有点暗
客服热线 400-123-4567，有问题随时联系我们
上班好累，想辞职去开咖啡馆
酒店位置很好，离地铁站五分钟，早餐一般
哈哈哈哈哈哈哈哈哈哈笑死我了
我们在招咖啡师，全职，上海，薪资面议
減肥第三週，每天走路上班，瘦了兩公斤
El café de la esquina es mucho mejor que el de siempre, y más barato
Llevo dos semanas esperando mi pedido y nadie contesta, fatal
¿Alguien sabe si la tienda abre el domingo?
Sorteo: sigue nuestra cuenta y comenta tu café favorito, el viernes anunciamos al ganador
Mi abuela ganó un premio en el pueblo por su tarta, qué orgullo
Nueva tienda en Sevilla, os esperamos el sábado a las 10
Ayer perdí el tren por cinco minutos, qué rabia
Escríbenos por mensaje privado con tu número de pedido y lo miramos
El banco me ha subido el interés del préstamo otra vez
Der Kaffee im North Wind ist wirklich gut, aber leider viel zu teuer
Seit drei Wochen warte ich auf meine Bestellung, der Kundenservice antwortet nicht
Gewinnspiel: Folgt uns und verratet uns eure Lieblingsbohne, wir verlosen drei Pakete bis Sonntag
Wir suchen eine Aushilfe für den Samstag, meldet euch gern im Laden
Kostenlose Lieferung ab 30 Euro, nur diese Woche
Heute Marathon in Berlin, Strecke gesperrt, Bahn überfüllt
Mein neuer Kredit fürs Haus ist durch, jetzt wird gebaut!
Kann man die Maschine auch ohne Filter benutzen?
Rückruf unter +49 30 901820 ist jederzeit möglich
コーヒーがとても美味しかったです。また行きたい！
店員さんの対応が悪くて残念でした
このアプリ、アップデートしてから落ちるようになった
プレゼント企画！フォロー＆RTで抽選で3名様に冬のコーヒーをお届けします
新しいコーヒーメーカーを東京で買った
今日は寒いですね、温かいものが飲みたい
副業を始めたけど思ったより大変だった
公式アカウントからのお知らせ：本日は臨時休業です
мне очень нравится этот кофе, но цена слишком высокая
Доставка опоздала на два дня, поддержка молчит
Купил новый iPhone, камера отличная
Le service était parfait, je reviendrai avec plaisir
Livraison en retard, personne ne répond au téléphone
Adorei o café, atendimento nota dez
Il caffè era freddo e il cameriere scortese
Saya sangat suka kopi ini, harganya juga murah banget
커피는 정말 맛있어요 스타벅스에서 또 먹고 싶다
กาแฟร้านนี้อร่อยมาก พนักงานน่ารัก
`)

func lines(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") }
