package spec_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// reasked is a platform whose single posts are asked for on its server.
type reasked struct {
	src social.Source
	// id makes the identity of post i on a server, and path where it is asked for; a
	// path with a question mark is that of an address with its query.
	id, path func(server string, i int) string
	// list is an answer that lists nothing, and post is post i with a text.
	list string
	post func(server string, i int, text string) string
	// gone are the ways in which a post is told to be gone, wall where a login is wanted.
	gone []reply
	wall reply
}

// graph is what Meta's interfaces answer for what is not there and for what a token may
// not read.
var graph = reply{400, `{"error":{"message":"Unsupported get request. Object with ID does not exist, cannot be loaded due to missing permissions, or does not support this operation","type":"GraphMethodException","code":100,"error_subcode":33}}`}

// numbered makes texts of a server and a number: %S and %N.
func numbered(form string) func(string, int) string {
	return func(server string, i int) string {
		return strings.NewReplacer("%S", server, "%N", fmt.Sprint(100+i)).Replace(form)
	}
}

func shownAs(form string) func(string, int, string) string {
	return func(server string, i int, text string) string {
		return strings.ReplaceAll(numbered(form)(server, i), "%T", text)
	}
}

func signed(src social.Source) social.Source {
	src.Credentials = map[string]string{"token": "of the operator"}
	return src
}

func platformsReasked() map[string]reasked {
	expired := reply{401, `{"error":{"message":"Error validating access token: Session has expired","type":"OAuthException","code":190,"error_subcode":463}}`}
	return map[string]reasked{
		"dailymotion": {social.Source{Queries: []string{"tea"}}, numbered("x%N"), numbered("/video/x%N"), `{"list":[],"has_more":false}`,
			shownAs(`{"id":"x%N","title":"T","description":"%T","created_time":1763000000,"url":"https://www.dailymotion.com/video/x%N","views_total":4}`),
			[]reply{{404, `{"error":{"code":404,"message":"This video does not exist or has been deleted.","type":"not_found"}}`}},
			reply{403, `{"error":{"code":403,"message":"You do not have access to this.","type":"access_forbidden"}}`}},
		"lobsters": {social.Source{Tags: []string{"tea"}}, numbered("%S/s/a%N"), numbered("/s/a%N.json"), `[]`,
			shownAs(`{"short_id":"a%N","title":"T","description":"%T","created_at":"2026-11-10T10:00:00.000-06:00","score":3,"submitter_user":"ana","comments":[]}`),
			[]reply{{404, `{"error":"not found"}`}, {404, ``}}, reply{403, `<html><title>Log in</title>`}},
		"lobsters comments": {social.Source{Tags: []string{"tea"}}, numbered("%S/c/a%N"), numbered("/c/a%N.json"), `[]`,
			shownAs(`{"short_id":"a%N","comment":"<p>%T</p>","created_at":"2026-11-10T10:00:00.000-06:00","score":3,"is_deleted":false,"is_moderated":false,"commenting_user":"ana","parent_comment":null}`),
			[]reply{{200, `{"short_id":"a%N","comment":"<em>Comment removed by author</em>","created_at":"2026-11-10T10:00:00.000-06:00","is_deleted":true,"is_moderated":false,"commenting_user":"ana"}`},
				{200, `{"short_id":"a%N","comment":"<em>Comment removed by moderator</em>","created_at":"2026-11-10T10:00:00.000-06:00","is_deleted":false,"is_moderated":true,"commenting_user":"ana"}`}},
			reply{403, `<html><title>Log in</title>`}},
		"mbin": {social.Source{}, numbered("%S/m/tea/t/%N"), numbered("/api/entry/%N"), `{"items":[],"pagination":{"maxPage":1}}`,
			shownAs(`{"entryId":%N,"magazine":{"name":"tea"},"user":{"username":"ana"},"title":"T","body":"%T","createdAt":"2026-11-10T10:00:00+00:00","visibility":"visible","favourites":1,"numComments":0}`),
			[]reply{{404, `{"status":404,"title":"Not Found"}`},
				{200, `{"entryId":%N,"magazine":{"name":"tea"},"user":{"username":"ana"},"title":"T","body":null,"createdAt":"2026-11-10T10:00:00+00:00","visibility":"trashed"}`},
				{200, `{"entryId":%N,"magazine":{"name":"tea"},"user":{"username":"ana"},"title":"T","body":null,"createdAt":"2026-11-10T10:00:00+00:00","visibility":"soft_deleted"}`}},
			reply{401, `{"status":401,"title":"An error occurred"}`}},
		"mbin comments": {social.Source{}, numbered("%S/m/tea/t/7/comment/%N"), numbered("/api/comments/%N"), `{"items":[],"pagination":{"maxPage":1}}`,
			shownAs(`{"commentId":%N,"entryId":7,"user":{"username":"ana"},"body":"%T","createdAt":"2026-11-10T10:00:00+00:00","visibility":"visible","favourites":1}`),
			[]reply{{404, `{"status":404,"title":"Not Found"}`}, {200, `{"commentId":%N,"entryId":7,"user":{"username":"ana"},"body":null,"createdAt":"2026-11-10T10:00:00+00:00","visibility":"soft_deleted"}`}},
			reply{403, `{"status":403,"title":"An error occurred"}`}},
		"piefed": {social.Source{}, numbered("%S/post/%N"), numbered("/api/alpha/post?id=%N"), `{"posts":[],"comments":[],"next_page":null}`,
			shownAs(`{"post_view":{"post":{"id":%N,"ap_id":"%S/post/%N","title":"T","body":"%T","published":"2026-11-10T10:00:00Z","deleted":false,"removed":false},"creator":{"user_name":"ana","actor_id":"%S/u/ana"},"counts":{"upvotes":1,"comments":0}}}`),
			[]reply{{200, `{"post_view":{"post":{"id":%N,"ap_id":"%S/post/%N","title":"T","published":"2026-11-10T10:00:00Z","deleted":true,"removed":false},"creator":{"user_name":"ana","actor_id":"%S/u/ana"}}}`}, {404, `{"error":"No object found."}`}},
			reply{400, `{"error":"incorrect_login"}`}},
		"piefed comments": {social.Source{}, numbered("%S/comment/%N"), numbered("/api/alpha/comment?id=%N"), `{"posts":[],"comments":[],"next_page":null}`,
			shownAs(`{"comment_view":{"comment":{"id":%N,"ap_id":"%S/comment/%N","body":"%T","path":"0.%N","published":"2026-11-10T10:00:00Z","deleted":false,"removed":false},"post":{"id":7,"ap_id":"%S/post/7","title":"P","deleted":true},"creator":{"user_name":"bo","actor_id":"%S/u/bo"},"counts":{"upvotes":1}}}`),
			[]reply{{200, `{"comment_view":{"comment":{"id":%N,"ap_id":"%S/comment/%N","body":"Removed","path":"0.%N","published":"2026-11-10T10:00:00Z","deleted":false,"removed":true},"post":{"id":7,"ap_id":"%S/post/7","title":"P"},"creator":{"user_name":"bo","actor_id":"%S/u/bo"}}}`}},
			reply{400, `{"error":"incorrect_login"}`}},
		"wikipedia": {social.Source{Tags: []string{"Tea"}}, numbered("%S/wiki/Special:Diff/%N"), numbered("/w/api.php?revids=%N"), `{"query":{"pages":[{"title":"Tea","revisions":[]}]}}`,
			shownAs(`{"query":{"pages":[{"pageid":7,"title":"Tea","revisions":[{"revid":%N,"user":"Ana","timestamp":"2026-11-10T10:00:00Z","comment":"%T","tags":[]}]}]}}`),
			[]reply{{200, `{"query":{"badrevids":{"%N":{"revid":%N,"missing":true}}}}`},
				{200, `{"query":{"pages":[{"pageid":7,"title":"Tea","revisions":[{"revid":%N,"userhidden":true,"timestamp":"2026-11-10T10:00:00Z","commenthidden":true,"tags":[]}]}]}}`}},
			reply{200, `{"error":{"code":"readapidenied","info":"You need read permission to use this module."}}`}},
		"threads": {signed(social.Source{Queries: []string{"tea"}}), numbered("%N"), numbered("/v1.0/%N"), `{"data":[]}`,
			shownAs(`{"id":"%N","text":"%T","media_type":"TEXT_POST","permalink":"https://www.threads.net/@ana/post/%N","timestamp":"2026-11-10T10:00:00+0000","username":"ana"}`),
			nil, expired},
		"facebook": {signed(social.Source{Accounts: []string{"northwind"}}), numbered("7_%N"), numbered("/v23.0/7_%N?unshimmed_url,media_type"), `{"data":[]}`,
			shownAs(`{"id":"7_%N","message":"%T","created_time":"2026-11-10T10:00:00+0000","permalink_url":"https://www.facebook.com/7/posts/%N","from":{"id":"7","name":"Northwind"}}`),
			nil, expired},
	}
}

// TestPostsAreFollowed crawls sources of shipped platforms whose posts were edited or
// withdrawn, and whose servers show nothing at all.
func TestPostsAreFollowed(t *testing.T) {
	for name, p := range platformsReasked() {
		f := shipped(t, strings.Fields(name)[0])
		// crawl answers a request for post i with what answer says of it.
		crawl := func(t *testing.T, posts int, answer func(server string, i int) reply) (string, map[string]social.Post) {
			t.Helper()
			var srv *runtest.Server
			asked := 0
			srv = runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
				for i := range posts + 1 {
					path, query, _ := strings.Cut(p.path(srv.URL, i), "?")
					if r.URL.Path != path || !strings.Contains(r.URL.RawQuery, query) {
						continue
					}
					asked++
					a := answer(srv.URL, i)
					w.WriteHeader(a.status)
					io.WriteString(w, numbered(a.body)(srv.URL, i))
					return
				}
				io.WriteString(w, p.list)
			})
			src := p.src
			src.BaseURL = srv.URL
			var known runtest.Again
			for i := range posts {
				known.Posts = append(known.Posts, crawler.Reference{ID: p.id(srv.URL, i), CreatedAt: runtest.Noon.AddDate(0, 0, -13), ParentID: "above"})
			}
			known.Others = []crawler.Reference{{ID: p.id(srv.URL, posts), CreatedAt: runtest.Noon.AddDate(0, 0, -13)}}
			last, ended := known.ReadAgain(t, f, src)
			if asked == 0 {
				t.Fatalf("no post is asked for: %s", ended.Fault)
			}
			return srv.URL, last
		}
		for _, gone := range p.gone {
			t.Run(fmt.Sprintf("%s follows %d", name, gone.status), func(t *testing.T) {
				server, last := crawl(t, 3, func(server string, i int) reply {
					if i == 1 {
						return gone
					}
					return reply{200, p.post(server, i, []string{"as it was", "", "edited", "control"}[i])}
				})
				if a, b := last[p.id(server, 0)], last[p.id(server, 2)]; a.Text != "as it was" || b.Text != "edited" || a.URL == "" || a.ParentID == "" {
					t.Errorf("read %+v and %+v", a, b)
				}
				if !last[p.id(server, 1)].Deleted {
					t.Error("the one that is gone is taken for there")
				}
			})
		}
		if len(p.gone) == 0 {
			// What may be hidden stays, also beside posts that are shown.
			t.Run(name+" keeps what may be hidden", func(t *testing.T) {
				server, last := crawl(t, 3, func(server string, i int) reply {
					if i == 1 {
						return graph
					}
					return reply{200, p.post(server, i, "shown")}
				})
				if last[p.id(server, 1)].Deleted || last[p.id(server, 0)].Text != "shown" {
					t.Errorf("read %+v", last)
				}
			})
			p.gone = []reply{graph}
		}
		for what, a := range map[string]reply{"wall": p.wall, "outage": {503, "busy"}, "nothing": {200, ""}, "an empty object": {200, "{}"}, "null": {200, "null"},
			"a page": {200, "<html><body>Welcome</body></html>"}, "moved": {404, "<html>no such page</html>"}, "silence": {404, p.gone[0].body}} {
			t.Run(name+" "+what, func(t *testing.T) {
				if what == "silence" && p.gone[0].status == 200 {
					return
				}
				_, last := crawl(t, 5, func(string, int) reply { return a })
				for id, post := range last {
					if post.Deleted {
						t.Errorf("%s is taken for gone", id)
					}
				}
			})
		}
	}
}
