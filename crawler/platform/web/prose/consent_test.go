package prose

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// story is an article of four paragraphs.
var story = []string{
	"The roaster on Mill Lane has taken its grinders apart again, and this time the neighbours were invited to watch, with a cup of the house blend in hand.",
	"Northwind says that the burrs last three times as long when they are cleaned every week, which nobody who has drunk its espresso on a Friday will find hard to believe.",
	"Whether the machine is worth its price is another question. At 1,900 euros it costs as much as two of its competitors, and it is louder than both of them.",
	"The next open evening is on the first Thursday of the month, and the grinders will be back in one piece by then, or so those say who took them apart.",
}

func paragraphs(list []string) string { return "<p>" + strings.Join(list, "</p><p>") + "</p>" }

// find reads a page made of a body.
func find(t *testing.T, body, title string) Body {
	t.Helper()
	page, err := html.Parse(strings.NewReader("<!doctype html><html><head><title>" + title + "</title></head><body>" + body + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	return Find(page, &url.URL{Scheme: "https", Host: "gazette.example", Path: "/news/grinders"}, title)
}

// banners are questions for consent as tools and sites show them.
var banners = map[string]string{
	"OneTrust":               `<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" role="alertdialog"><h2>We value your privacy</h2><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers, for personalised advertising, content measurement and audience research. With your permission we may use precise geolocation data.</p><button>Accept all</button><button>Manage preferences</button></div></div>`,
	"Cookiebot in German":    `<div id="CybotCookiebotDialog" class="CybotEdge"><h2>Diese Webseite verwendet Cookies</h2><p>Wir verwenden Cookies, um Inhalte und Anzeigen zu personalisieren, Funktionen für soziale Medien anbieten zu können und die Zugriffe auf unsere Website zu analysieren. Außerdem geben wir Informationen zu Ihrer Verwendung unserer Website an unsere Partner weiter, die diese Daten möglicherweise zusammenführen.</p><a class="CybotButton">Alle akzeptieren</a></div>`,
	"Didomi in French":       `<div id="didomi-host"><div class="didomi-popup-container" role="dialog"><p>Avec votre accord, nos partenaires et nous utilisons des cookies ou technologies similaires pour stocker et accéder à des informations personnelles comme votre visite sur ce site. Vous pouvez retirer votre consentement à tout moment, en cliquant sur le lien en bas de chaque page, ou vous opposer aux traitements.</p><button>Continuer sans accepter</button><button>Accepter et fermer</button></div></div>`,
	"Quantcast in Spanish":   `<div class="qc-cmp2-container"><div class="qc-cmp2-summary-section"><h2>Valoramos tu privacidad</h2><p>Nosotros y nuestros socios almacenamos o accedemos a información en un dispositivo, tales como cookies, y procesamos datos personales, tales como identificadores únicos e información estándar enviada por un dispositivo, para anuncios y contenido personalizados.</p><button>Aceptar y continuar</button></div></div>`,
	"Iubenda in Italian":     `<div id="iubenda-cs-banner"><p>Noi e terze parti selezionate utilizziamo cookie o tecnologie simili per finalità tecniche e, con il tuo consenso, anche per altre finalità come specificato nella cookie policy. Il rifiuto del consenso può rendere non disponibili le relative funzioni del sito, per il tempo della visita.</p><button>Accetta tutto</button></div>`,
	"a site's own in Dutch":  `<section class="cookie-melding cookie-bar"><h3>Wij gebruiken cookies</h3><p>Om jou de beste ervaring te geven gebruiken wij en onze partners cookies en verwerken wij persoonsgegevens, zoals je bezoek aan deze site, voor gepersonaliseerde advertenties, metingen en onderzoek onder lezers. Je keuze geldt voor alle sites van de krant.</p><button>Alles accepteren</button></section>`,
	"a site's own in Polish": `<div class="rodo-popup" role="dialog"><p>Szanujemy Twoją prywatność. My i nasi partnerzy przechowujemy i uzyskujemy dostęp do informacji na urządzeniu, takich jak pliki cookies, oraz przetwarzamy dane osobowe, takie jak unikalne identyfikatory, w celu personalizacji reklam i treści oraz badania odbiorców.</p><button>Zaakceptuj wszystkie</button></div>`,
	"nameless in Portuguese": `<div><div><p>Nós e nossos parceiros usamos cookies para melhorar a sua experiência, personalizar anúncios e analisar o tráfego do site. Ao continuar a navegar, você aceita o tratamento dos seus dados pessoais conforme a nossa política de cookies, que pode consultar a qualquer momento nesta página do jornal.</p><button>Aceitar tudo</button></div></div>`,
	"nameless in Swedish":    `<div class="x9f2"><p>Vi och våra partner lagrar och får åtkomst till information på en enhet, exempelvis cookies, och behandlar personuppgifter, exempelvis unika identifierare, för personligt anpassade annonser och innehåll, mätning av annonser samt insikter om läsarna och utveckling av tjänster.</p><button>Godkänn alla</button></div>`,
	"nameless in Russian":    `<div class="a1"><p>Мы используем файлы cookie, чтобы сайт работал лучше, показывать подходящую рекламу и изучать, как читают газету. Продолжая пользоваться сайтом, вы даёте согласие на обработку персональных данных и передачу их нашим партнёрам, о которых сказано в правилах на отдельной странице.</p><button>Принять все</button></div>`,
	"nameless in Chinese":    `<div class="tip"><p>我们和合作伙伴使用 Cookie 存储和访问设备上的信息，并处理个人信息，用于个性化广告和内容、广告和内容衡量、受众研究以及服务开发。点击按钮即表示您同意我们按照上述方式处理您的个人信息，您也可以随时在设置中更改您的选择，或者撤回同意。</p><button>全部接受</button></div>`,
	"nameless in Japanese":   `<div class="ppp"><p>当サイトおよび提携する会社は、広告や記事を読者に合わせるため、またアクセスを分析するために Cookie を使用し、個人情報を処理します。詳しくはプライバシーポリシーをご覧ください。設定はいつでも変更することができ、同意を取り消すこともできます。</p><button>すべて同意する</button></div>`,
	"nameless in Turkish":    `<div class="kvkk"><p>Biz ve iş ortaklarımız, size özel reklamlar ve içerikler sunmak, okuyucu araştırmaları yapmak ve hizmetlerimizi geliştirmek için çerezleri kullanıyor ve kişisel verilerinizi işliyoruz. Tercihlerinizi bu siteye dönerek istediğiniz zaman değiştirebilir ya da onayınızı geri alabilirsiniz.</p><button>Tümünü kabul et</button></div>`,
	"of one word":            `<div class="cookie-hint"><p>Cookies help us to run this site. Those who read on agree that we set them, that we count how often a story is read, and that the firms which show advertisements here may do so too.</p><a href="#">OK</a></div>`,
	"in the footer":          `<footer class="cc-window cc-banner"><span>This website uses cookies to ensure you get the best experience on our website, to measure how the paper is read, to show advertisements that fit, and to remember what you have read before, on this device and on others.</span><a class="cc-btn">Got it!</a></footer>`,
}

// TestConsentIsNoText: wherever the banner stands and however the article is
// marked up, the text is the article.
func TestConsentIsNoText(t *testing.T) {
	want := strings.Join(story, "\n\n")
	articles := map[string]string{
		"article": "<main><article><h1>Grinders apart</h1>" + paragraphs(story) + "</article></main>",
		"div":     `<div class="page"><h1>Grinders apart</h1><div>` + paragraphs(story) + "</div></div>",
		"aside":   `<main><aside class="article-column"><h1>Grinders apart</h1>` + paragraphs(story) + "</aside></main>",
	}
	for tool, banner := range banners {
		for kind, article := range articles {
			for place, body := range map[string]string{"before": banner + article, "after": article + banner, "around": banner + article + banner} {
				got := find(t, body, "Grinders apart")
				if diff := cmp.Diff(want, got.Text); diff != "" {
					t.Errorf("%s, %s, %s: text (-want +got):\n%s", tool, kind, place, diff)
				}
				if got.Asked == 0 {
					t.Errorf("%s, %s, %s: no question was found", tool, kind, place)
				}
			}
		}
	}
}

// TestNothingButConsent: a page that shows the question alone has no text.
func TestNothingButConsent(t *testing.T) {
	for tool, banner := range banners {
		if got := find(t, "<nav><a href=/>Home</a></nav>"+banner, "Grinders apart"); strings.TrimSpace(got.Text) != "" && len(got.Text) > 20 {
			t.Errorf("%s: text %q", tool, got.Text)
		}
	}
}

// TestArticlesAboutCookies: what is written about cookies and consent is an article.
func TestArticlesAboutCookies(t *testing.T) {
	about := []string{
		"Websites that ask readers to accept all cookies will have to offer a button to reject all of them as well, the court said, and the button must not be smaller than the other.",
		"The publishers and their partners say that consent to the use of personal data on a device pays for their work, and that few readers would agree and pay with their data if they were asked plainly.",
		"The baker on Mill Lane sells cookies of another kind. Her cookies have no partners and ask for no consent, she says, and the banner over her door is older than any of those.",
		"Regulators will look at the first banners in March. Until then the sites may use cookies as before, as long as they say so before anything is stored on the device of a reader.",
	}
	for kind, body := range map[string]string{
		"plain":        "<article><h1>Consent</h1>" + paragraphs(about) + "</article>",
		"class names":  `<article class="post tag-cookies category-consent"><h1>Consent</h1><div class="entry">` + paragraphs(about) + "</div></article>",
		"a share form": `<div class="story"><h1>Consent</h1><form><button>Share</button></form>` + paragraphs(about) + "</div>",
	} {
		if diff := cmp.Diff(strings.Join(about, "\n\n"), find(t, body, "Consent").Text); diff != "" {
			t.Errorf("%s: text (-want +got):\n%s", kind, diff)
		}
	}
}
