package sentiment_test

import (
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// TestClassifyObvious has sentences whose label is beyond doubt.
func TestClassifyObvious(t *testing.T) {
	m := load(t)
	const neg, neu, pos = social.Negative, social.Neutral, social.Positive
	tests := []struct {
		language, text string
		want           social.Label
	}{
		{"en", "I love this coffee, best I ever had!", pos},
		{"en", "Great service and very friendly staff 😍", pos},
		{"en", "Thank you, my order arrived early and it works perfectly", pos},
		{"en", "Terrible customer service, I want a refund", neg},
		{"en", "The phone broke after two days. What a waste of money", neg},
		{"en", "This is not good at all", neg},
		{"en", "I hate the new update, the app keeps crashing 😡", neg},
		{"en", "The store opens at 9 on Monday", neu},
		{"en", "Northwind will present its quarterly results on Tuesday", neu},
		{"zh", "非常好用，推荐购买", pos},
		{"zh", "味道很好，送餐也很快，下次还会再来", pos},
		{"zh", "质量太差了，垃圾，要求退款", neg},
		{"zh", "服务态度极差，再也不会来了", neg},
		{"zh", "客服根本不理人，太失望了", neg},
		{"de", "Super Kaffee, ich bin begeistert!", pos},
		{"de", "Danke für die schnelle Lieferung, alles perfekt", pos},
		{"de", "Furchtbarer Service, nie wieder", neg},
		{"de", "Ich bin sehr enttäuscht, das Gerät ist schon kaputt", neg},
		{"fr", "J'adore ce café, il est délicieux", pos},
		{"fr", "Merci, service excellent et personnel très sympa", pos},
		{"fr", "Très déçu, service client nul", neg},
		{"fr", "C'est une arnaque, je veux un remboursement", neg},
		{"es", "Me encanta, el mejor café de la ciudad", pos},
		{"es", "Excelente servicio, muchas gracias", pos},
		{"es", "Pésimo servicio, una vergüenza", neg},
		{"es", "Qué asco de comida, no vuelvo nunca más", neg},
		{"pt", "Adorei o produto, muito bom mesmo", pos},
		{"pt", "Parabéns pelo excelente atendimento!", pos},
		{"pt", "Péssimo atendimento, quero meu dinheiro de volta", neg},
		{"pt", "Que lixo, odiei", neg},
		{"it", "Ottimo prodotto, lo consiglio a tutti", pos},
		{"it", "Bellissimo locale e personale gentile, grazie", pos},
		{"it", "Pessimo servizio, che schifo", neg},
		{"it", "Sono molto delusa, è arrivato rotto", neg},
		{"ru", "Отличный сервис, спасибо большое!", pos},
		{"ru", "Обожаю этот кофе, очень вкусно", pos},
		{"ru", "Ужасное обслуживание, больше не приду", neg},
		{"ru", "Это обман, мошенники, верните деньги", neg},
		{"th", "อร่อยมาก ชอบมากค่ะ", pos},
		{"th", "บริการดีมาก ประทับใจ", pos},
		{"th", "บริการแย่มาก ผิดหวัง", neg},
		{"th", "ห่วยแตก ไม่ซื้ออีกแล้ว", neg},
		{"id", "Kopinya enak banget, pelayanannya ramah", pos},
		{"id", "Terima kasih, barangnya bagus dan cepat sampai", pos},
		{"id", "Pelayanan buruk, saya sangat kecewa", neg},
		{"id", "Barang rusak, penjual penipu", neg},
		{"ar", "خدمة ممتازة شكرا لكم", pos},
		{"ar", "القهوة رائعة جدا احبها", pos},
		{"ar", "خدمة سيئة جدا ولا انصح بها", neg},
		{"ar", "نصابين للاسف اسوأ شركة", neg},
		{"hi", "bahut accha service hai, maza aa gaya", pos},
		{"hi", "best phone yaar, love it", pos},
		{"hi", "bahut bekaar service, paisa barbaad", neg},
		{"hi", "ghatiya phone hai, bakwas", neg},
		{"ja", "とても美味しいコーヒーで大満足です", pos},
		{"ja", "最高！おすすめです", pos},
		{"ja", "すぐ壊れた。最悪です", neg},
		{"ja", "対応がひどい、がっかりしました", neg},
		{"und", "😍😍😍", pos},
		{"und", "😡👎", neg},
	}
	for _, tt := range tests {
		t.Run(tt.language+" "+tt.text, func(t *testing.T) {
			if got := m.Explain(tt.text, tt.language, nil); got.Label != tt.want {
				t.Errorf("got %s (%.2f %.2f %.2f), want %s; why %v",
					got.Label, got.Negative, got.Neutral, got.Positive, tt.want, got.Why)
			}
		})
	}
}

func load(t testing.TB) *sentiment.Model {
	t.Helper()
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
