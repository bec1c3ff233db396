package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"earshot/internal/social"
)

// telegram is the preview of a public channel, 20 posts a page, oldest first.
func telegram() format {
	return format{
		platform: "telegram",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{"northwindnews"}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /s/northwindnews", func(w http.ResponseWriter, r *http.Request) {
				start := 0
				for before := number(r, "before", 0); before > 0 && start < len(s.items) && s.items[start].n >= before; {
					start++
				}
				found := s.part(start, 20)
				var b strings.Builder
				b.WriteString(`<!DOCTYPE html><html><head><title>Northwind – Telegram</title></head><body><main class="tgme_main"><section class="tgme_channel_history js-message_history">`)
				if len(found) > 0 && found[len(found)-1].n > 1 {
					fmt.Fprintf(&b, `<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/northwindnews?before=%d" class="tme_messages_more js-messages_more" data-before="%d"></a></div>`, found[len(found)-1].n, found[len(found)-1].n)
				}
				for k := len(found) - 1; k >= 0; k-- {
					i := found[k]
					fmt.Fprintf(&b, `<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="northwindnews/%d"><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/northwindnews"><span dir="auto">Northwind</span></a></div>`, i.n)
					if i.alt != "" {
						fmt.Fprintf(&b, `<a class="tgme_widget_message_photo_wrap" href="https://t.me/northwindnews/%d" style="width:16px;background-image:url('%s')"></a>`, i.n, i.picture(s.base))
					}
					fmt.Fprintf(&b, `<div class="tgme_widget_message_text js-message_text" dir="auto">%s</div><div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info"><span class="tgme_widget_message_views">%d</span><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.me/northwindnews/%d"><time datetime="%s" class="time">10:00</time></a></span></div></div></div></div></div>`,
						html.EscapeString(i.text), i.views%900, i.n, i.created.Format("2006-01-02T15:04:05+00:00"))
				}
				b.WriteString(`</section></main></body></html>`)
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write([]byte(b.String()))
			})
		},
		post: func(i item, base string) social.Post {
			views := i.views % 900
			return social.Post{
				ID: fmt.Sprintf("northwindnews/%d", i.n), URL: fmt.Sprintf("https://t.me/northwindnews/%d", i.n), Text: i.text, Author: social.Author{Handle: "northwindnews"},
				Images:     i.images(base, "", 0),
				Engagement: social.Engagement{Views: &views},
			}
		},
	}
}
