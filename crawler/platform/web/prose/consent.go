package prose

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
)

var (
	// consentName finds, among single class names and ids, those of banners that
	// sites build themselves.
	consentName = regexp.MustCompile(`(?i)cookies?(?:$|[-_])|cookie-?_?(?:banner|bar|notice|consent|wall|policy|popup|modal|info|hint|message|law|overlay|layer|disclaimer|warning)|^consent|^privacy-?(?:banner|notice|wall|manager|prompt|popup|modal)`)
	// agree finds the words with which pages ask for it: those on the buttons,
	// and those that such questions begin with.
	agree = regexp.MustCompile(`(?i)accept (?:all|cookies|and|&|the use|our use)|agree (?:and|&|to all|to the use)|i (?:agree|accept)\b|got it|allow (?:all|cookies)|reject (?:all|non)|manage (?:preferences|cookies|settings|options|consent)|cookie (?:settings|preferences|policy|choices)|we value your privacy|(?:we|this (?:web)?site|our (?:web)?site|and our (?:\d+ )?partners) uses? cookies|uses? of cookies|` +
		`alle(?:s)? (?:cookies )?(?:akzeptieren|annehmen|ablehnen|zulassen)|akzeptieren und|zustimmen|cookie-einstellungen|ihre privatsphäre|datenschutzeinstellungen|` +
		`(?:tout|tous les cookies) (?:accepter|refuser)|accepter (?:tout|et|les cookies)|tout accepter|continuer sans accepter|votre vie privée|paramétrer|` +
		`aceptar (?:todo|todas|y |cookies|las cookies)|rechazar todo|valoramos tu privacidad|su privacidad|configurar cookies|` +
		`accetta (?:tutt|e |i cookie)|rifiuta tutt|la tua privacy|aceitar (?:tod|tud|e |cookies)|rejeitar (?:tod|tud)|sua privacidade|valorizamos a sua privacidade|` +
		`(?:alles|cookies) (?:accepteren|weigeren|toestaan)|alle cookies accepteren|accepteer|akkoord|jouw privacy|uw privacy|` +
		`zaakceptuj|akceptuj(?:ę| wszystk)|zgadzam się|szanujemy twoją prywatność|přijmout vše|souhlasím|prijať všetk|összes (?:cookie|süti)? ?elfogad|elfogadom|accept(?:ați|ă) toate|sunt de acord|` +
		`godkänn(?:er)? alla|acceptera alla|tillåt alla|godta alle|accepter alle|tillad alle|aksepter alle|hyväksy kaikki|hyväksyn|nõustun|piekrītu|sutinku|` +
		`tümünü kabul|kabul et|çerezleri|gizliliğinize|αποδοχή όλων|αποδέχομαι|прин(?:ять|имаю) (?:все|cookie)?|согласен|использу(?:ем|ет) (?:файлы )?cookie|прийняти|погоджуюсь|приеми|прихвати|prihvati|sprejmi|` +
		`全部接受|接受所有|同意并继续|接受全部|我同意|同意所有|すべて(?:同意|許可|受け入れ)|同意する|모두 (?:동의|수락|허용)|동의합니다|قبول الكل|أوافق|موافق|אשר הכל|קבל הכל|מסכים|מאשר|स्वीकार|setuju|terima semua|chấp nhận|đồng ý|ยอมรับ`)
)

// consentTools are what the class names and ids of the tools that ask for consent
// begin with.
var consentTools = []string{
	"onetrust", "ot-sdk", "optanon", "didomi", "qc-cmp", "cmpbox", "cmpwrapper", "cmp-banner", "cmp-container", "cmp-modal", "cmp-dialog", "sp_message", "cybotcookiebot",
	"cookiebot", "usercentrics", "uc-banner", "uc-center", "truste", "klaro", "cmplz", "cky-", "cli-bar", "cli-modal", "iubenda-cs", "borlabs", "brlbs", "fc-consent",
	"osano", "tarteaucitron", "axeptio", "evidon", "termly", "cc-window", "cc-banner", "cc-dialog", "moove_gdpr", "gdpr", "dsgvo", "rgpd", "lgpd", "eupopup", "euc-", "ccc-",
	"hs-eu-cookie", "ketch-", "sd-cmp",
}

// isConsentName tells whether the id of an element, or one of its class names, is
// that of a question for consent.
func isConsentName(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(strings.ToLower(a.Val)) {
			if slices.ContainsFunc(consentTools, func(tool string) bool { return strings.HasPrefix(name, tool) }) ||
				(strings.Contains(name, "cookie") || strings.HasPrefix(name, "consent") || strings.HasPrefix(name, "privacy")) && consentName.MatchString(name) {
				return true
			}
		}
	}
	return false
}

// aboutCookies are words, in lower case, of what such questions are about.
var aboutCookies = []string{
	"cookie", "kuki", "çerez", "süti", "eväste", "küpsis", "slapuk", "sīkdat", "kolačić", "piškotk", "ciasteczk", "куки", "печень", "бисквитк", "คุกกี้",
	"ملفات تعريف", "עוגיות", "consent", "partners", "personal data", "personenbezogen", "données personnelles", "datos personales", "dati personali",
	"dados pessoais", "persoonsgegevens", "dane osobowe", "osobních údaj", "personuppgift", "personopplysning", "persondata", "kişisel veri", "персональн",
	"个人信息", "個人情報", "개인정보", "البيانات الشخصية",
}

// isAboutCookies tells whether a text has one of those words.
func isAboutCookies(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(aboutCookies, func(word string) bool { return strings.Contains(lower, word) })
}

// pressed finds the class names of links that look like buttons.
var pressed = regexp.MustCompile(`(?i)btn|button|accept`)

const (
	// maxConsent is how long a question for consent may be, in bytes, with its
	// list of purposes and partners.
	maxConsent = 40_000
	// maxUnnamed is how long one may be that only its words give away.
	maxUnnamed = 2_500
)

// asksConsent tells whether an element is a question for consent to cookies:
// by the name of it or of the tool that shows it, where its words are of such
// matters, or by its words and buttons alone.
func asksConsent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Dialog, atom.Form, atom.Footer, atom.Header, atom.Nav, atom.P, atom.Ul, atom.Main, atom.Span, 0:
	default:
		return false
	}
	isNamed := isConsentName(n)
	isDialog := n.DataAtom == atom.Dialog || tree.Attr(n, "role") == "dialog" || tree.Attr(n, "role") == "alertdialog" || tree.Attr(n, "aria-modal") == "true"
	most := maxUnnamed
	if isNamed || isDialog {
		most = maxConsent
	}
	size := tree.LengthUpTo(n, most+1)
	if size == 0 || size > most || holdsHeadline(n) && !isNamed && !isDialog {
		return false
	}
	text := tree.Text(n)
	if !isAboutCookies(text) {
		return false
	}
	some, agrees := buttons(n)
	return (isNamed || isDialog || some) && (agrees || agree.MatchString(text))
}

// press finds the words of a button that agrees.
var press = regexp.MustCompile(`(?i)^(?:ok|okay|yes|accept|accept & .*|agree|i agree|i accept|got it|allow|continue|understood|akzeptieren|annehmen|zustimmen|einverstanden|verstanden|accepter|j.accepte|d.accord|aceptar|acepto|entendido|de acuerdo|accetta|accetto|ho capito|aceitar|aceito|concordo|entendi|accepteren|akkoord|ik ga akkoord|akceptuję|zgadzam się|rozumiem|přijmout|souhlasím|rozumím|elfogadom|acceptă|accept|de acord|godkänn|jag förstår|acceptera|godta|jeg forstår|accepter|forstået|hyväksyn|selvä|kabul et|kabul ediyorum|tamam|αποδοχή|αποδέχομαι|принять|принимаю|согласен|хорошо|понятно|прийняти|погоджуюсь|同意|接受|我同意|确定|知道了|同意する|承諾|許可|동의|확인|수락|قبول|موافق|أوافق|אישור|מסכים|स्वीकार.*|setuju|terima|đồng ý|chấp nhận|ยอมรับ)[.!]?$`)

// buttons tell whether an element has something to press, and whether that
// agrees to something.
func buttons(n *html.Node) (some, agrees bool) {
	tree.Walk(n, func(c *html.Node) bool {
		isButton := c.DataAtom == atom.Button || tree.Attr(c, "role") == "button" || c.DataAtom == atom.Input && (tree.Attr(c, "type") == "button" || tree.Attr(c, "type") == "submit") ||
			c.DataAtom == atom.A && pressed.MatchString(tree.Attr(c, "class"))
		some = some || isButton
		if isButton || c.DataAtom == atom.A {
			agrees = agrees || press.MatchString(first(tree.Text(c), tree.Attr(c, "value")))
		}
		return !agrees
	})
	return some || agrees, agrees
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
