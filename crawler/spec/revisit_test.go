package spec_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// reply is what a platform answers to the request for a single post.
type reply struct {
	status int
	body   string
}

// The ways in which a post that is asked for by itself is told of.
const (
	found  = "found"
	said   = "gone, as the platform says"
	silent = "not found"
	other  = "no word of it"
)

// published is when the stored posts were published.
var published = time.Date(2026, 3, 1, 10, 0, 0, 500, time.UTC)

// readAgain asks for a post and answers each request in turn. It returns the addresses
// asked for, what is told of the post, and the post.
func readAgain(t *testing.T, f *spec.File, src social.Source, ref crawler.Reference, answers []reply) (asked []string, told string, post social.Post) {
	t.Helper()
	scope := crawler.Scope{Source: src, Lane: "revisit"}
	req, ok := f.Revisit(scope, ref)
	if !ok {
		t.Fatalf("%s is not asked for", ref.ID)
	}
	for _, a := range answers {
		asked = append(asked, req.URL)
		req.Asks = &ref
		resp := crawler.Response{Request: req, URL: req.URL, Status: a.status, Body: []byte(a.body), At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
		var page crawler.Page
		var err error
		if a.status == 200 {
			page, err = f.Parse(scope, resp)
		} else if err = f.Refusal(resp); err == nil {
			err = social.Errorf(map[int]social.Code{401: social.CodeLogin, 403: social.CodeBlocked, 404: social.CodeNotFound, 410: social.CodeNotFound}[a.status], "status")
		}
		if slices.Contains(page.Absent, ref.ID) {
			err = social.Errorf(social.CodeNotFound, "left out")
		}
		switch {
		case crawler.IsWithdrawn(err):
			return asked, said, post
		case len(req.Fallback(err)) > 0:
			req = req.Else[0]
			continue
		case social.CodeOf(err) == social.CodeNotFound:
			return asked, silent, post
		case err != nil:
			return asked, other, post
		}
		for _, p := range page.Posts {
			switch {
			case p.ID != ref.ID:
			case p.Deleted:
				return asked, said, p
			default:
				return asked, found, p
			}
		}
		if len(page.Next) != 1 || !page.Next[0].Continues {
			return asked, other, post
		}
		req = page.Next[0]
	}
	t.Fatalf("after %q there is more to ask for", asked)
	return nil, "", post
}

// TestRevisit asks for posts of shipped platforms as they are stored.
func TestRevisit(t *testing.T) {
	coffee := social.Source{Params: map[string]string{"site": "coffee"}}
	at := func(base string) social.Source { return social.Source{BaseURL: base} }

	const (
		blog, forum, talk = "https://blog.example", "https://forum.example", "https://talk.example"
		topic             = `{"tid":7,"title":"Beans","mainPid":11,"posts":[{"pid":11,"index":0,"content":"<p>x</p>","timestampISO":"2026-03-01T10:00:00.000Z","user":{"userslug":"ana"}},{"pid":12,"index":1,"toPid":11,"deleted":%D,"content":"<p>y</p>","timestampISO":"2026-03-01T11:00:00.000Z","user":{"userslug":"bo"}}]}`
		comment           = `{"id":5,"post":3,"parent":4,"author_name":"Guest","date_gmt":"2026-03-01T10:00:00","link":"https://blog.example/x/#comment-5","content":{"rendered":"<p>cold</p>"}}`
		article           = `{"id":3,"guid":{"rendered":"https://blog.example/?p=3"},"link":"https://blog.example/x/","date_gmt":"2026-03-01T10:00:00","modified_gmt":"2026-03-02T10:00:00","title":{"rendered":"X"},"content":{"rendered":"<p>x</p>","protected":%P}}`
		story             = `{"id":4711,"type":"story","by":"ana","time":1760000000,"score":41}`
		hit               = `{"hits":[{"objectID":"4711","author":"ana","title":"Northwind","created_at_i":1760000000,"points":41,"num_comments":7}],"nbHits":1}`
		lemmyPost         = `{"post_view":{"post":{"id":9,"ap_id":"https://le.example/post/9","name":"X","published_at":"2026-03-01T10:00:00Z","removed":%R,"deleted":false},"creator":{"name":"ana"},"community":{"name":"tea"}}}`
		restForbidden     = `{"code":"rest_forbidden","message":"Sorry, you are not allowed to do that.","data":{"status":401}}`
		notAuthorised     = `{"status":{"code":"not-authorised","message":"A valid login session was not found."},"response":{}}`
	)
	with := func(text, mark, value string) string { return strings.ReplaceAll(text, mark, value) }
	for _, tt := range []struct {
		platform, id, url string
		src               social.Source
		answers           []reply
		asked             []string
		told, parent      string
	}{
		{"hackernews", "4711", "", at(""), []reply{{200, story}, {200, hit}}, []string{"https://hacker-news.firebaseio.com/v0/item/4711.json", "https://hn.algolia.com/api/v1/search_by_date?tags=author_ana&numericFilters=created_at_i%3D1760000000"}, found, ""},
		{"hackernews", "4711", "", at(""), []reply{{200, `{"id":4711,"deleted":true,"type":"comment","time":1760000000}`}}, []string{"https://hacker-news.firebaseio.com/v0/item/4711.json"}, said, ""},
		{"hackernews", "4711", "", at(""), []reply{{200, `{"id":4711,"by":"ana","dead":true,"type":"story","time":1760000000}`}}, nil, said, ""},
		{"hackernews", "4711", "", at(""), []reply{{200, `null`}}, nil, other, ""},
		{"hackernews", "4711", "", at(""), []reply{{200, story}, {200, `{"hits":[],"nbHits":0}`}}, nil, other, ""},
		{"github", "https://github.com/northwind/roaster/issues/12", "", at(""), []reply{{200, `{"html_url":"https://github.com/northwind/roaster/issues/12","title":"It burns","user":{"login":"ana"},"created_at":"2026-03-01T10:00:00Z","reactions":{"+1":3},"comments":2}`}}, []string{"https://api.github.com/repos/northwind/roaster/issues/12"}, found, ""},
		{"github", "https://github.com/northwind/roaster/issues/12", "", at(""), []reply{{404, `{"message":"Not Found","status":"404"}`}}, nil, silent, ""},
		{"github", "https://github.com/northwind/roaster/issues/12", "", at(""), []reply{{410, `{"message":"This issue was deleted","status":"410"}`}}, nil, said, ""},
		{"github", "https://github.com/northwind/roaster/issues/12", "", at(""), []reply{{401, `{"message":"Bad credentials","status":"401"}`}}, nil, other, ""},
		{"github", "https://github.com/northwind/roaster/pull/12#issuecomment-5", "", at(""), []reply{{200, `{"html_url":"https://github.com/northwind/roaster/pull/12#issuecomment-5","body":"so","user":{"login":"bo"},"created_at":"2026-03-01T10:00:00Z"}`}}, []string{"https://api.github.com/repos/northwind/roaster/issues/comments/5"}, found, "https://github.com/northwind/roaster/pull/12"},
		{"stackexchange", "https://coffee.stackexchange.com/questions/55", "", coffee, []reply{{200, `{"items":[{"question_id":55,"link":"https://coffee.stackexchange.com/questions/55/how","title":"How","body":"<p>x</p>","creation_date":1760000000,"score":9,"closed_date":1760000500,"owner":{"display_name":"Ana"}}]}`}}, []string{"https://api.stackexchange.com/2.3/questions/55?site=coffee&filter=withbody"}, found, ""},
		{"stackexchange", "https://coffee.stackexchange.com/questions/55", "", coffee, []reply{{200, `{"items":[],"has_more":false}`}}, nil, silent, ""},
		{"stackexchange", "https://coffee.stackexchange.com/questions/55", "", coffee, []reply{{400, `{"error_id":502,"error_name":"throttle_violation","error_message":"too many requests"}`}}, nil, other, ""},
		{"stackexchange", "https://coffee.stackexchange.com/questions/55#56", "", coffee, []reply{{200, `{"items":[{"answer_id":56,"question_id":55,"body":"<p>so</p>","creation_date":1760000000,"score":1}]}`}}, []string{"https://api.stackexchange.com/2.3/answers/56?site=coffee&filter=withbody"}, found, "https://coffee.stackexchange.com/questions/55"},
		{"v2ex", "1002", "", at(""), []reply{{200, `[{"id":1002,"title":"Coffee","content":"x","created":1760000000,"replies":4,"member":{"username":"ana"}}]`}}, []string{"https://www.v2ex.com/api/topics/show.json?id=1002"}, found, ""},
		{"v2ex", "1002", "", at(""), []reply{{200, `[]`}}, nil, silent, ""},
		{"peertube", "https://tube.example/videos/watch/9f-2", "", at("https://sepia.example"), []reply{{200, `{"url":"https://tube.example/videos/watch/9f-2","name":"Latte","publishedAt":"2026-03-01T10:00:00Z","likes":6,"account":{"name":"ana","host":"tube.example"}}`}}, []string{"https://tube.example/api/v1/videos/9f-2"}, found, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{200, with(article, "%P", "false")}}, []string{"https://blog.example/wp-json/wp/v2/posts/3?_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, found, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{200, with(article, "%P", "true")}}, nil, said, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{401, restForbidden}}, nil, silent, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{401, `{"code":"rest_not_logged_in","message":"You are not currently logged in."}`}}, nil, other, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{404, `{"code":"rest_post_invalid_id","message":"Invalid post ID."}`}}, nil, silent, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{404, `{"code":"rest_no_route","message":"No route was found."}`}}, nil, silent, ""},
		{"wordpress", "https://blog.example/?p=3", "", at(blog), []reply{{404, `<html>nothing here</html>`}}, nil, silent, ""},
		{"wordpress", "https://blog.example/?p=3#comment-5", "", at(blog), []reply{{200, comment}}, []string{"https://blog.example/wp-json/wp/v2/comments/5"}, found, "https://blog.example/?p=3#comment-4"},
		{"wordpress", "https://blog.example/?p=3#comment-5", "", at(blog), []reply{{401, `{"code":"rest_cannot_read","message":"Sorry, you are not allowed to read this comment."}`}}, nil, silent, ""},
		{"wordpress", "https://blog.example/?p=3#comment-5", "", at(blog), []reply{{404, `{"code":"rest_comment_invalid_id","message":"Invalid comment ID."}`}}, nil, silent, ""},
		// Of its second it is not, and not of its name: it was renamed, dated anew, or is gone.
		{"wordpress", "https://old.example/2019/x.html", "https://blog.example/2019/x/", at(blog), []reply{{200, `[]`}, {200, `[]`}}, []string{"https://blog.example/wp-json/wp/v2/posts?after=2026-03-01T09:59:59Z&before=2026-03-01T10:00:01Z&per_page=100&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm", "https://blog.example/wp-json/wp/v2/posts?slug=x&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, silent, ""},
		{"wordpress", "https://blog.example/archives/12", "https://blog.example/archives/12", at(blog), []reply{{200, `[{"guid":{"rendered":"https://blog.example/2020/x/"},"link":"https://blog.example/2019/y/","title":{"rendered":"Y"},"content":{"rendered":"<p>y</p>","protected":false},"date_gmt":"2026-03-01T10:00:00"}]`}, {200, `[]`}}, []string{"https://blog.example/wp-json/wp/v2/posts?after=2026-03-01T09:59:59Z&before=2026-03-01T10:00:01Z&per_page=100&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm", "https://blog.example/wp-json/wp/v2/posts?slug=12&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, silent, ""},
		{"wordpress", "https://blog.example/2019/x/", "https://blog.example/2019/x/", at(blog), []reply{{200, `[{"guid":{"rendered":"https://blog.example/2020/x/"},"link":"https://blog.example/2019/y/","title":{"rendered":"Y"},"content":{"rendered":"<p>y</p>","protected":false},"date_gmt":"2026-03-01T10:00:00"},{"guid":{"rendered":"https://blog.example/2019/x/"},"link":"https://blog.example/2019/y/","title":{"rendered":"Y"},"content":{"rendered":"<p>y</p>","protected":false},"date_gmt":"2026-03-01T10:00:00"}]`}}, []string{"https://blog.example/wp-json/wp/v2/posts?after=2026-03-01T09:59:59Z&before=2026-03-01T10:00:01Z&per_page=100&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, found, ""},
		{"wordpress", "https://blog.example/2019/x/", "https://blog.example/2019/x/", at(blog), []reply{{200, `[{"guid":{"rendered":"https://blog.example/2020/x/"},"link":"https://blog.example/2019/y/","title":{"rendered":"Y"},"content":{"rendered":"<p>y</p>","protected":false},"date_gmt":"2026-03-01T10:00:00"}]`}, {200, `[{"guid":{"rendered":"https://blog.example/2019/x/"},"link":"https://blog.example/2019/y/","title":{"rendered":"Y"},"content":{"rendered":"<p>y</p>","protected":false},"date_gmt":"2026-03-01T10:00:00"}]`}}, []string{"https://blog.example/wp-json/wp/v2/posts?after=2026-03-01T09:59:59Z&before=2026-03-01T10:00:01Z&per_page=100&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm", "https://blog.example/wp-json/wp/v2/posts?slug=x&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, found, ""},
		{"wordpress", "https://blog.example/2019/x/", "https://blog.example/2019/x/", at(blog), []reply{{200, `[]`}, {200, `[{"guid":{"rendered":"https://blog.example/2020/x/"},"link":"https://blog.example/2019/y/","title":{"rendered":"Y"},"content":{"rendered":"<p>y</p>","protected":false},"date_gmt":"2026-03-01T10:00:00"}]`}}, []string{"https://blog.example/wp-json/wp/v2/posts?after=2026-03-01T09:59:59Z&before=2026-03-01T10:00:01Z&per_page=100&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm", "https://blog.example/wp-json/wp/v2/posts?slug=x&_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, silent, ""},
		{"wordpress", "http://www.blog.example/?p=3", "https://blog.example/2019/x/", at(blog), []reply{{401, restForbidden}}, []string{"https://blog.example/wp-json/wp/v2/posts/3?_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm"}, silent, ""},
		{"nodebb", "https://forum.example/post/12", "", at(forum), []reply{{200, `"/topic/7/beans/2"`}, {200, with(topic, "%D", "0")}}, []string{"https://forum.example/api/post/12", "https://forum.example/api/topic/7/beans/2"}, found, "https://forum.example/post/11"},
		{"nodebb", "https://forum.example/post/12", "", at(forum), []reply{{200, `"/topic/7/beans/2"`}, {200, with(topic, "%D", "1")}}, nil, said, ""},
		{"nodebb", "https://forum.example/post/12", "", at(forum), []reply{{200, `"/topic/7/beans/2"`}, {401, notAuthorised}}, nil, silent, ""},
		{"nodebb", "https://forum.example/post/12", "", at(forum), []reply{{401, notAuthorised}}, nil, silent, ""},
		{"nodebb", "https://forum.example/post/12", "", at(forum), []reply{{404, `{"error":"[[global:404.title]]"}`}}, nil, silent, ""},
		{"nodebb", "https://forum.example/post/12", "", at(forum), []reply{{200, `"/login"`}}, nil, other, ""},
		{"discourse", "https://talk.example/t/7/1", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":1,"topic_id":7,"post_number":1,"topic_slug":"beans","username":"ana","cooked":"<p>x</p>","created_at":"2026-03-01T10:00:00Z"}]}}`}}, []string{"https://talk.example/t/7/1.json"}, found, ""},
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":2,"topic_id":7,"post_number":2,"username":"bo","cooked":"<p>y</p>","created_at":"2026-03-01T10:00:00Z"},{"id":3,"topic_id":7,"post_number":3,"reply_to_post_number":2,"topic_slug":"beans","username":"ana","cooked":"<p>x</p>","created_at":"2026-03-01T10:00:00Z","hidden":false,"deleted_at":null}]}}`}}, []string{"https://talk.example/t/7/3.json"}, found, "https://talk.example/t/7/2"},
		// Its neighbours are there alone, it was moved, it is hidden for now.
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":2,"topic_id":7,"post_number":2,"username":"bo","cooked":"<p>y</p>","created_at":"2026-03-01T10:00:00Z"}]}}`}}, nil, silent, ""},
		{"discourse", "https://talk.example/t/7/4", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":2,"topic_id":7,"post_number":2,"username":"bo","cooked":"<p>y</p>","created_at":"2026-03-01T10:00:00Z"},{"id":9,"topic_id":7,"post_number":3,"post_type":3,"action_code":"split_topic","username":"mod","cooked":"<p>2 posts were split to a new topic</p>","created_at":"2026-03-02T10:00:00Z"}]}}`}}, nil, other, ""},
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":2,"topic_id":7,"post_number":2,"username":"bo","cooked":"<p>y</p>","created_at":"2026-03-01T10:00:00Z"},{"id":3,"topic_id":7,"post_number":3,"username":"ana","hidden":true,"cooked":"<p>This post was flagged by the community and is temporarily hidden.</p>","created_at":"2026-03-01T10:00:00Z"}]}}`}}, nil, other, ""},
		{"discourse", "https://talk.example/t/7/1", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":1,"topic_id":7,"post_number":1,"username":"ana","hidden":true,"cooked":"<p>This post was flagged.</p>","created_at":"2026-03-01T10:00:00Z"}]}}`}}, nil, other, ""},
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{200, `{"id":7,"title":"Beans","post_stream":{"posts":[{"id":3,"topic_id":7,"post_number":3,"user_deleted":true,"cooked":"<p>(post deleted by author)</p>"}]}}`}}, nil, said, ""},
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{404, `{"errors":["The requested URL or resource could not be found."],"error_type":"not_found"}`}}, nil, silent, ""},
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{403, `{"errors":["You are not permitted to view the requested resource."],"error_type":"invalid_access"}`}}, nil, silent, ""},
		{"discourse", "https://talk.example/t/7/3", "", at(talk), []reply{{403, `{"errors":["You need to be logged in to do that."],"error_type":"not_logged_in"}`}}, nil, other, ""},
		{"lemmy", "https://le.example/post/9", "", at("https://here.example"), []reply{{200, with(lemmyPost, "%R", "false")}}, []string{"https://le.example/api/v4/post?id=9"}, found, ""},
		{"lemmy", "https://le.example/post/9", "", at("https://here.example"), []reply{{404, ``}, {200, with(lemmyPost, "%R", "true")}}, []string{"https://le.example/api/v4/post?id=9", "https://le.example/api/v3/post?id=9"}, said, ""},
		{"lemmy", "https://le.example/post/9", "", at("https://here.example"), []reply{{404, `{"error":"not_found"}`}, {404, ``}}, nil, silent, ""},
		{"lemmy", "https://le.example/comment/9", "", at("https://here.example"), []reply{{404, ``}, {404, `{"error":"couldnt_find_comment"}`}}, []string{"https://le.example/api/v4/comment?id=9", "https://le.example/api/v3/comment?id=9"}, silent, ""},
		{"misskey", "https://mi.example/notes/9abc", "", at("https://here.example"), []reply{{200, `{"id":"9abc","uri":"https://mi.example/notes/9abc","createdAt":"2026-03-01T10:00:00.000Z","text":"x","user":{"username":"ana"},"visibility":"public"}`}}, []string{"https://mi.example/api/notes/show"}, found, ""},
		{"misskey", "https://mi.example/notes/9abc", "", at("https://here.example"), []reply{{400, `{"error":{"message":"No such note.","code":"NO_SUCH_NOTE","kind":"client"}}`}}, nil, silent, ""},
		{"misskey", "https://mi.example/notes/9abc", "", at("https://here.example"), []reply{{400, `{"error":{"message":"Please sign in.","code":"SIGNIN_REQUIRED"}}`}}, nil, silent, ""},
		{"devto", "https://dev.to/api/articles/7", "", at(""), []reply{{200, `{"id":7,"url":"https://dev.to/ana/x","title":"X","description":"y","body_html":"<p>y</p>","published_timestamp":"2026-03-01T10:00:00Z","tag_list":"a, b","tags":["a","b"],"user":{"username":"ana"}}`}}, []string{"https://dev.to/api/articles/7"}, found, ""},
		{"devto", "https://dev.to/api/articles/7", "", at(""), []reply{{404, `{"error":"not found","status":404}`}}, nil, silent, ""},
		{"bilibili", "BV1xx", "", at(""), []reply{{200, `{"code":-404,"message":"啥都木有","ttl":1}`}}, []string{"https://api.bilibili.com/x/web-interface/view?bvid=BV1xx"}, silent, ""},
		{"bilibili", "BV1xx", "", at(""), []reply{{200, `{"code":-352,"message":"-352","ttl":1,"data":{"v_voucher":"x"}}`}}, nil, other, ""},
		{"weibo", "5001", "", at(""), []reply{{200, `{"ok":0,"msg":"微博不存在或暂无查看权限!"}`}}, []string{"https://m.weibo.cn/statuses/show?id=5001"}, silent, ""},
		{"weibo", "5001", "", at(""), []reply{{200, `{"ok":0,"errno":"20101","msg":"该微博不存在"}`}}, nil, silent, ""},
		{"weibo", "5001", "", at(""), []reply{{200, `{"ok":-100,"url":"https://passport.weibo.com/sso/signin"}`}}, nil, other, ""},
		{"telegram", "wind/5", "", at(""), []reply{{200, `<html><body><div class="tgme_widget_message_error">Post not found</div></body></html>`}}, []string{"https://t.me/wind/5?embed=1&mode=tme"}, silent, ""},
	} {
		t.Run(tt.platform+" "+tt.answers[len(tt.answers)-1].body, func(t *testing.T) {
			asked, told, post := readAgain(t, shipped(t, tt.platform), tt.src, crawler.Reference{ID: tt.id, URL: tt.url, CreatedAt: published}, tt.answers)
			if told != tt.told {
				t.Errorf("told %q, want %q", told, tt.told)
			}
			if diff := cmp.Diff(tt.asked, asked); tt.asked != nil && diff != "" {
				t.Errorf("asked for (-want +got):\n%s", diff)
			}
			if told == found && (post.ParentID != tt.parent || post.CreatedAt.IsZero() || post.Title+post.Text == "") {
				t.Errorf("read %+v", post)
			}
		})
	}
	if _, ok := shipped(t, "steam").Revisit(crawler.Scope{}, crawler.Reference{ID: "1"}); ok {
		t.Error("a platform that shows no single posts is asked for one")
	}
	if _, ok := shipped(t, "github").Revisit(crawler.Scope{}, crawler.Reference{ID: "nothing of the kind?/"}); ok {
		t.Error("an id of another form is asked for")
	}
}

// TestRevisitAsksThePostsOwnServer wants no server asked for what another one numbered: a
// post that came from elsewhere, or is of the server that the source had before.
func TestRevisitAsksThePostsOwnServer(t *testing.T) {
	scope := crawler.Scope{Source: social.Source{BaseURL: "https://here.example"}}
	for _, tt := range []struct {
		platform, id, url string
		asked             bool
	}{
		{"nodebb", "https://here.example/post/5", "https://here.example/post/5", true},
		{"nodebb", "https://there.example/post/5", "https://there.example/topic/7/beans/2", false},
		{"discourse", "https://www.here.example/t/7/1", "https://www.here.example/t/beans/7/1", true},
		{"discourse", "https://before.example/t/7/1", "https://before.example/t/beans/7/1", false},
		{"discourse", "https://before.example/t/7/2", "", false},
		{"wordpress", "https://there.example/?p=3#comment-5", "https://here.example/x/#comment-5", true},
		{"wordpress", "https://there.example/?p=3#comment-5", "https://there.example/x/#comment-5", false},
		{"wordpress", "https://there.example/?p=3", "https://there.example/x/", false},
		{"lemmy", "https://there.example/post/5", "https://there.example/post/5", true},
		{"github", "https://github.com/a/b/issues/1", "https://github.com/a/b/issues/1", true},
		{"devto", "https://here.example/api/articles/7", "https://here.example/ana/x", true},
		{"devto", "https://dev.to/api/articles/7", "https://dev.to/ana/x", false},
		{"stackexchange", "https://stackoverflow.com/questions/5", "", true},
		{"stackexchange", "https://coffee.stackexchange.com/questions/5#6", "", false},
	} {
		if req, ok := shipped(t, tt.platform).Revisit(scope, crawler.Reference{ID: tt.id, URL: tt.url, CreatedAt: published}); ok != tt.asked {
			t.Errorf("%s of %s: asked for at %q, want %t", tt.platform, tt.id, req.URL, tt.asked)
		}
	}
}

// TestRevisitIsSigned wants the source's credentials sent to the server they are for.
func TestRevisitIsSigned(t *testing.T) {
	ref := crawler.Reference{ID: "https://github.com/a/b/issues/1"}
	req, _ := shipped(t, "github").Revisit(crawler.Scope{}, ref)
	if req.Sign["Authorization"] == "" {
		t.Errorf("%+v carries no token", req)
	}
	f, err := spec.Load(fstest.MapFS{"x.yaml": {Data: []byte("base_url: https://a.example\nsign: {Authorization: '{token}'}\n" + plainFile + "revisit: {match: '^(?P<at>https://.*)$', url: '{at}'}")}}, "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{"https://a.example/1": true, "https://b.example/1": false, "http://a.example.evil/": false} {
		if req, ok := f.Revisit(crawler.Scope{}, crawler.Reference{ID: address}); ok && (req.Sign["Authorization"] != "") != want {
			t.Errorf("%s carries %v, want %t", address, req.Sign, want)
		}
	}
}

const plainFile = "platform: x\ntitle: X\nreads: all\ncredentials: none\ndelay: 1s\nterms: none\nformat: json\nlanes: [{name: q, from: queries}]\nrequest: {path: /}\nitems: {json: a}\n" +
	"fields: {id: {json: id}, url: {json: url}, created: {json: at}, text: {json: text}}\n"

func TestRevisitIsChecked(t *testing.T) {
	load := func(text string) (*spec.File, error) {
		return spec.Load(fstest.MapFS{"x.yaml": {Data: []byte(plainFile + text)}}, "x.yaml")
	}
	for _, tt := range []struct{ name, revisit, want string }{
		{"a group that is not there", "revisit: {match: '^(?P<a>.)$', url: '{base}/{b}'}", "{b} is neither"},
		{"no expression", "revisit: {match: '(', url: '{base}'}", "no regular expression"},
		{"no address", "revisit: {match: 'x'}", "revisit[0].url"},
		{"the second of two", "revisit: [{match: 'x', url: '{base}'}, {match: 'y'}]", "revisit[1].url"},
		{"neither id nor url", "revisit: {match: 'x', of: text, url: '{base}'}", "revisit[0].of"},
		{"a refusal in doubt", "revisit: {match: 'x', url: '{base}', gone: {status: 403, json: a, doubted: true}}", "gone[0].doubted"},
		{"a status of success", "revisit: {match: 'x', url: '{base}', gone: {status: 200}}", "gone[0].status"},
		{"a status of an outage", "revisit: {match: 'x', url: '{base}', gone: {status: 503, json: a}}", "gone[0].status"},
		{"empty with more", "revisit: {match: 'x', url: '{base}', gone: {empty: true, json: a}}", "gone[0].empty"},
		{"no condition at all", "revisit: {match: 'x', url: '{base}', gone: {equals: a}}", "gone[0]: has no json path"},
		{"what was not taken", "revisit: {match: 'x', url: '{base}', then: {url: '{base}/{place}'}}", "{place} is neither"},
		{"a match further on", "revisit: {match: 'x', url: '{base}', then: {match: 'y', url: '{base}'}}", "then"},
		{"what stands above", "revisit: {match: 'x', url: '{base}', above: '{c}'}", "above"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := load(tt.revisit); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to say %q", err, tt.want)
			}
		})
	}
	for _, good := range []string{"revisit: {match: '^(?P<a>.)$', url: '{base}/{a}'}", "revisit: {match: 'x', url: '{base}', take: {place: {json: p}}, then: {url: '{base}/{place}'}, else: {url: '{base}/2'}}"} {
		if _, err := load(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}
