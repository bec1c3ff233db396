package picture

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// sites is a describer whose slow host answers only once all of the others have.
type sites struct {
	mu     sync.Mutex
	left   int
	others chan struct{}
	asked  map[string]int
	most   map[string]int
}

func (s *sites) Wants(social.Media) bool { return false }

func (s *sites) Process(ctx context.Context, t social.MediaTask, _ int) (Outcome, error) {
	u, err := url.Parse(t.URL)
	if err != nil {
		return Outcome{}, err
	}
	s.mu.Lock()
	s.asked[u.Host]++
	s.most[u.Host] = max(s.most[u.Host], s.asked[u.Host])
	s.mu.Unlock()
	if u.Host == "slow.example" {
		<-s.others
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[u.Host]--
	if u.Host != "slow.example" {
		if s.left--; s.left == 0 {
			close(s.others)
		}
	}
	return Outcome{Media: social.Media{URL: t.URL}, Changed: true}, nil
}

// TestHostsDoNotWaitForOneAnother: a host that is slow holds up its own pictures alone,
// and no host is asked twice at a time.
func TestHostsDoNotWaitForOneAnother(t *testing.T) {
	urls := strings.Fields("https://slow.example/1 https://slow.example/2 https://a.example/1 https://a.example/2 https://b.example/1 https://a.example/3")
	describer := &sites{left: 4, others: make(chan struct{}), asked: map[string]int{}, most: map[string]int{}}
	w := New(Options{Describer: describer, Log: slog.New(slog.DiscardHandler)})
	var tasks []*task
	for _, u := range urls {
		tasks = append(tasks, &task{Key: u, Value: social.MediaTask{URL: u}})
	}
	done := make(chan finished, len(tasks))
	w.fetchAll(t.Context(), tasks, nil, done)
	if len(done) != len(urls) {
		t.Errorf("%d pictures were done", len(done))
	}
	if diff := cmp.Diff(map[string]int{"slow.example": 1, "a.example": 1, "b.example": 1}, describer.most); diff != "" {
		t.Errorf("pictures asked of a host at a time:\n%s", diff)
	}
}

func TestAddressesWithoutHosts(t *testing.T) {
	var tasks []*task
	for _, u := range []string{"\x00", "data:,x", "https://a.example/1", "\x00"} {
		tasks = append(tasks, &task{Value: social.MediaTask{URL: u}})
	}
	if got := len(byHost(tasks)); got != 3 {
		t.Errorf("%d hosts", got)
	}
}
