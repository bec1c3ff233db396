package monitor

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"earshot/internal/social"
)

// Options are what a Monitor tells of. What is nil is left out.
type Options struct {
	// Version names the build.
	Version string
	// Parts are asked by /readyz.
	Parts []Part
	// Queues measures the streams, by name.
	Queues func(ctx context.Context) (map[string]Queue, error)
	// Posts counts what became of the posts that this process took, by outcome.
	Posts func() map[string]int64
	// Sources tells how every source stands.
	Sources func(ctx context.Context) ([]social.SourceHealth, error)
	// Captions tells how the asking for captions stands.
	Captions func(ctx context.Context) (social.CaptionState, error)
	// Transcripts tells how the asking for transcripts stands.
	Transcripts func(ctx context.Context) (social.TranscriptState, error)
	// Ailing are parts that Earshot does without: /readyz names those that are out of order,
	// and is no less ready.
	Ailing []Part
	// Engine tells of the embedded ClickHouse.
	Engine func() Engine
	// Free is the room left on the disk of the data folder, in bytes.
	Free func() (uint64, error)
}

// Queue is the state of a stream.
type Queue struct {
	// Waiting counts the messages that are not done, InHand those of them that a
	// worker has, Bytes the room they take.
	Waiting, InHand int
	Bytes           uint64
}

// Engine is the state of the embedded ClickHouse.
type Engine struct {
	// Restarts is how often it was started again after it stopped by itself.
	Restarts int
	// Memory is what it holds of the machine's, in bytes; 0 where that is not known.
	Memory uint64
}

// Monitor answers programs that watch Earshot, and counts what a dashboard
// answers. It is safe for concurrent use.
type Monitor struct {
	ready    *readiness
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// New returns a Monitor of opts.
func New(opts Options) *Monitor {
	m := &Monitor{
		ready: newReadiness(opts.Parts, opts.Ailing), registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "earshot_http_requests_total", Help: "Requests that the dashboard answered, by page and status.",
		}, []string{"page", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "earshot_http_request_seconds", Help: "How long the dashboard took for its answers, by page.",
			Buckets: []float64{.01, .025, .05, .1, .15, .3, .5, 1, 2, 5, 10},
		}, []string{"page"}),
	}
	m.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.requests, m.seconds, &figures{opts: opts, ready: m.ready},
	)
	return m
}

// Register adds the figures of another part.
func (m *Monitor) Register(c prometheus.Collector) { m.registry.MustRegister(c) }

// Handler answers /healthz, /readyz and /metrics, and nothing else.
func (m *Monitor) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", m.ready.serve)
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 4}))
	return mux
}

// Beside answers what Handler does, and lets next answer all else, which is counted.
func (m *Monitor) Beside(next http.Handler) http.Handler {
	own := m.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz", "/readyz", "/metrics":
			own.ServeHTTP(w, r)
			return
		}
		answer := &status{ResponseWriter: w, code: http.StatusOK}
		start := time.Now()
		defer func() {
			page := PageOf(r)
			m.requests.WithLabelValues(page, code(answer.code)).Inc()
			m.seconds.WithLabelValues(page).Observe(time.Since(start).Seconds())
		}()
		next.ServeHTTP(answer, r)
	})
}

// alive answers as long as the process does.
func alive(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}
