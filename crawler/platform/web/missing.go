package web

import "regexp"

var (
	// missingTitle finds the titles of pages that say, under a status of success, that
	// there is no such page.
	missingTitle = regexp.MustCompile(`(?i)^(?:error:? )?404(?:$|\s|:)|\b(?:page|article|story|content) (?:was |could )?not (?:be )?found\b|(?:seite|artikel|inhalt|beitrag) (?:wurde |ist |existiert )?(?:leider )?nicht (?:gefunden|verfügbar|mehr)|page (?:introuvable|non trouvée)|(?:página|contenido) no encontrad[oa]|página não encontrada|pagina non trovata|pagina niet gevonden|(?:nie znaleziono strony|strona nie istnieje)|stránka nenalezena|страница не найдена|сторінку не знайдено|sayfa bulunamadı|页面不存在|页面未找到|找不到.{0,6}(?:页面|頁面|網頁)|ページが見つかりません|お探しのページ|페이지를 찾을 수 없|không tìm thấy trang|الصفحة غير موجودة|siden (?:ble |blev )?ikke (?:funnet|fundet)|sidan (?:hittades|finns) (?:inte|ej)|sivua ei löyd`)
	// partners finds how many parties a question for consent speaks for, and
	// tracking what it asks for.
	partners = regexp.MustCompile(`(?i)\b\d{1,4}\s+(?:tcf[- ])?(?:trusted |drittanbieter|third.party )?(?:partners?|partnern|partnerů|partnerów|partnere|partenaires|socios|parceiros|vendors|anbietern?|leveranciers|fornitori)\b`)
	tracking = regexp.MustCompile(`(?i)cookie|track(?:ing|er)|traceur|consent|zustimmung|einwilligung|widerruf|personenbezogen|personal data|données personnelles|datos personales|dati personali|persoonsgegevens`)
)

// maxQuestion is longer than a question for consent, in characters.
const maxQuestion = 1500

// isMissing tells whether a page that declares no article says that there is none.
func isMissing(titles ...string) bool {
	for _, title := range titles {
		if missingTitle.MatchString(title) {
			return true
		}
	}
	return false
}

// asksConsent tells whether all that a page says is a question for consent.
func asksConsent(text string, length int) bool {
	return length < maxQuestion && partners.MatchString(text) && tracking.MatchString(text)
}
