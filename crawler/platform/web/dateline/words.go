package dateline

import (
	"regexp"

	"golang.org/x/net/html"

	"earshot/crawler/platform/web/tree"
)

var (
	// publishedLabel finds what stands before the date of publication, and
	// changedLabel what stands before that of a change.
	publishedLabel = regexp.MustCompile(`(?i)^[\s|·•–—-]*(?:(?:first |originally )?(?:published|posted|released|written|filed|submitted|created|date of publication|publication date|publish date|post date|pub ?date|date)\b|veröffentlicht|erschienen|publiziert|erstellt|datum|vom\b|publié(?:e)?|paru(?:e)?|mis en ligne|date de publication|publicad[oa]|publicación|fecha|pubblicat[oa]|data di pubblicazione|data\b|postad[oa]|gepubliceerd|geplaatst|opublikowan[oy]|data publikacji|dodano|publikováno|vydáno|zveřejněno|publikované|megjelent|közzétéve|publicat|publicerad|publicerat|publisert|publiceret|offentliggjort|udgivet|julkaistu|avaldatud|publicēts|paskelbta|objavljeno|objavio|yayınlan(?:ma|dı)|yayın tarihi|tarih\b|δημοσιεύ(?:τηκε|θηκε)|ημερομηνία|опубликован[оа]?|дата(?: публикации)?|размещено|опубліковано|публикувано|објављено|发布(?:时间|日期|于)?|发表(?:时间|日期|于)?|刊登(?:时间|日期)?|时间\s*[:：]|日期\s*[:：]|發布(?:時間|日期|於)?|發表(?:時間|日期)?|公開日?(?:時)?|投稿日?(?:時)?|掲載日?|配信日?|등록(?:일)?|입력(?:일)?|게시(?:일)?|작성(?:일)?|发稿|نشر(?:ت)?|تاريخ النشر|منتشر شده|פורסם|प्रकाशित|diterbitkan|dipublikasikan|đăng (?:lúc|ngày)|ngày đăng|xuất bản|เผยแพร่|โพสต์)`)
	changedLabel   = regexp.MustCompile(`(?i)^[\s|·•–—-]*(?:(?:last )?(?:updated|modified|edited|reviewed|changed|revised)\b|update\b|stand\b|aktualisiert|letzte (?:änderung|aktualisierung)|zuletzt|geändert|mis(?:e)? à jour|modifié(?:e)?|actualizad[oa]|última actualización|modificad[oa]|aggiornat[oa]|ultimo aggiornamento|atualizad[oa]|bijgewerkt|laatst|zaktualizowano|aktualizacja|ostatnia|aktualizováno|aktualizované|frissítve|actualizat|uppdaterad|uppdaterat|oppdatert|opdateret|päivitetty|uuendatud|atjaunots|atnaujinta|posodobljeno|ažurirano|güncellen|güncelleme|ενημερώ|τελευταία ενημέρωση|обновлен[оа]?|изменен[оа]?|оновлено|обновено|ажурирано|更新(?:时间|日期|于|時間|日)?|修改(?:时间)?|最終更新(?:日)?|수정(?:일)?|최종(?:수정)?|تحديث|آخر تحديث|به ?روزرسانی|עודכן|अपडेट|diperbarui|cập nhật|อัปเดต)`)
)

// eventLabel finds words beside dates of what a text is about: events, births,
// foundations, terms.
var eventLabel = regexp.MustCompile(`(?i)^[\s|·•–—-]*(?:event|when|where|founded|established|born|died|since|opens?|opening|starts?|begins?|ends?|until|deadline|expires?|valid|due|doors|tickets?|on sale|release date|check-?in|anniversary|veranstaltung|termin|gegründet|geboren|gestorben|seit|bis|beginn|einlass|gültig|événement|fondée?|née? le|depuis|jusqu|début|evento|fundad[oa]|nacid[oa]|desde|hasta|inicio|fondat[oa]|nat[oa] il|fino al|活动|活動|时间地点|截止|开幕|開幕|成立|生于|開催|締切|発売|행사|마감)(?:$|[\s:：.])`)

var (
	// datedWords are the words in class names and ids of elements that show a date.
	datedWords = tree.Set(`date dates datetime time timestamp pubdate published publish pubtime posted created meta info dateline byline postdate
		entrydate postmeta articlemeta postinfo datum fecha tarih data updated when`)
	publishedWords = tree.Set(`published publish pubdate posted entry-date post-date dt-published`)
	changedWords   = tree.Set(`updated modified dt-updated changed`)
	// eventWords are those of birthdays and of events.
	eventWords = tree.Set(`bday dtstart dtend deathdate event countdown expires expiry deadline`)
	// elsewhereWords are those of what stands beside an article.
	elsewhereWords = tree.Set(`comment comments commentlist respond disqus reply replies discussion related recirc recirculation trending popular recommended
		recommendations sidebar widget widgets footer copyright nav navbar navigation menu breadcrumb breadcrumbs calendar archive archives newsletter
		latest mostread most-read read-next up-next also-like ticker carousel slider weather stock stocks outbrain taboola cookie consent teaser teasers
		promo rail more-stories more-news`)
)

// maxBefore is how many nodes without text are passed over in search of a label.
const maxBefore = 100

// labelBefore is what stands before an element on its line: the text of the
// nodes before it, or of those before its parent.
func labelBefore(n *html.Node) string {
	passed := 0
	for range 3 {
		for s := n.PrevSibling; s != nil; s = s.PrevSibling {
			if passed++; passed > maxBefore {
				return ""
			}
			text := ""
			if s.Type == html.TextNode {
				text = tree.OneLine(s.Data)
			} else if s.Type == html.ElementNode && shortLength(s) <= maxShown {
				text = tree.Text(s)
			}
			if text != "" {
				return text
			}
		}
		if n = n.Parent; n == nil || shortLength(n) > maxShown {
			return ""
		}
	}
	return ""
}

// archivePath finds the addresses of archives: of a day, a month or an author.
var archivePath = regexp.MustCompile(`(?i)/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$|/(?:authors?|autor(?:en)?|auteurs?|archives?|date|tags?|categor(?:y|ies))/`)
