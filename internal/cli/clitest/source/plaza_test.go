package source

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// plaza is an invented forum: threads of boards in pages that count from 0, each
// with answers behind a cursor, and reviews of products in another form, by offset.
type plaza struct{ now time.Time }

const (
	plazaThreads = 25
	plazaPage    = 10
	plazaReviews = 8
)

func (p plaza) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", http.NotFound)
	mux.HandleFunc("GET /api/v2/threads", p.threads)
	mux.HandleFunc("GET /api/v2/threads/{id}/answers", p.answers)
	mux.HandleFunc("GET /api/v2/reviews", p.reviews)
	return mux
}

func sendJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (p plaza) threads(w http.ResponseWriter, r *http.Request) {
	board := r.FormValue("board")
	if board != "coffee" && board != "tea" {
		sendJSON(w, map[string]any{"status": "error", "reason": "there is no such board"})
		return
	}
	page, _ := strconv.Atoi(r.FormValue("page"))
	list := []any{}
	for i := page * plazaPage; i < min((page+1)*plazaPage, plazaThreads); i++ {
		id := fmt.Sprintf("%s-%d", board, plazaThreads-i)
		list = append(list, map[string]any{
			"thread_id": id, "subject": "Thread " + id, "permalink": "/t/" + id,
			"opener":    map[string]any{"nick": "ana" + strconv.Itoa(i%3), "profile": "/u/ana" + strconv.Itoa(i%3)},
			"body_html": "<p>I like the <b>espresso</b> of Northwind, number " + strconv.Itoa(i) + ".</p>",
			"posted":    p.now.Add(-time.Duration(i) * time.Hour).Unix(), "score": i, "answer_total": i % 3,
			"pictures": []any{map[string]any{"src": "/img/" + id + ".jpg", "caption": "a cup"}}, "pinned": i == 0,
		})
	}
	pages := (plazaThreads + plazaPage - 1) / plazaPage
	sendJSON(w, map[string]any{"status": "ok", "result": map[string]any{"total_pages": pages, "threads": list}})
}

func (p plaza) answers(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	_, number, _ := strings.Cut(id, "-")
	n, _ := strconv.Atoi(number)
	n = (plazaThreads - n) % 3
	list, next := []any{}, ""
	for i := 1; i <= n; i++ {
		answer := id + "-a" + strconv.Itoa(i)
		if r.FormValue("after") == "" && i > 1 || r.FormValue("after") != "" && i == 1 {
			continue
		}
		if i == 1 && n > 1 {
			next = answer
		}
		list = append(list, map[string]any{"answer_id": answer, "nick": "bob", "posted": p.now.Add(-time.Duration(i) * time.Minute).Unix(), "body_html": "<p>So do I.</p>", "score": 1})
	}
	sendJSON(w, map[string]any{"status": "ok", "result": map[string]any{"answers": list, "next": next}})
}

func (p plaza) reviews(w http.ResponseWriter, r *http.Request) {
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	list := []any{}
	for i := offset; i < min(offset+5, plazaReviews); i++ {
		list = append(list, map[string]any{
			"review": i + 1, "product": r.FormValue("product"), "stars": 1 + i%5, "by": "carl",
			"comment": "Tastes of chocolate.", "written": p.now.Add(-time.Duration(i) * 24 * time.Hour).Format("02.01.2006 15:04"),
		})
	}
	sendJSON(w, map[string]any{"count": plazaReviews, "reviews": list})
}
