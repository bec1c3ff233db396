package monitor

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"earshot/internal/social"
)

// scrapeWait bounds what one reading of the figures waits for.
const scrapeWait = 5 * time.Second

// figures reads the state of Earshot whenever it is asked for it.
type figures struct {
	opts  Options
	ready *readiness
}

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("earshot_"+name, help, labels, nil)
}

// families are the figures by name.
type families struct {
	build, ready, waiting, inHand, bytes, posts, restarts, memory, free, unreadable   *prometheus.Desc
	sourceOK, lastSuccess, lastAnswer, nextRun, sourcePosts, sourceFailed, sourceRuns *prometheus.Desc
}

func newFamilies() families {
	source := []string{"source", "platform"}
	return families{
		build:        desc("build_info", "The version that runs; always 1.", "version"),
		ready:        desc("ready", "1 where a part that Earshot needs answers, else 0.", "part"),
		waiting:      desc("stream_messages", "Messages of a stream that are not done.", "stream"),
		inHand:       desc("stream_messages_in_hand", "Messages of a stream that a worker has.", "stream"),
		bytes:        desc("stream_bytes", "Room that a stream takes on the disk, in bytes.", "stream"),
		posts:        desc("posts_total", "Posts that this process took, by what became of them.", "outcome"),
		restarts:     desc("engine_restarts_total", "How often the embedded ClickHouse was started again after it stopped by itself."),
		memory:       desc("engine_resident_memory_bytes", "Memory that the embedded ClickHouse holds, in bytes."),
		free:         desc("data_folder_free_bytes", "Room left on the disk of the data folder, in bytes."),
		unreadable:   desc("scrape_errors", "Parts of which the figures could not be read this time."),
		sourceOK:     desc("source_ok", "1 where the last run of a source read it whole, 0 where it did not; missing before the first run ended.", source...),
		lastSuccess:  desc("source_last_success_timestamp_seconds", "When a source was last read whole, in seconds since 1970; missing where it never was.", source...),
		lastAnswer:   desc("source_last_answer_timestamp_seconds", "When a source last gave anything, in seconds since 1970; missing where it never did.", source...),
		nextRun:      desc("source_next_run_timestamp_seconds", "When a source is due, in seconds since 1970; missing where it is not scheduled.", source...),
		sourcePosts:  desc("source_posts", "Posts stored that a source found.", source...),
		sourceFailed: desc("source_runs_failed", "How many of the latest runs of a source failed.", source...),
		sourceRuns:   desc("source_runs", "How many of the latest runs source_runs_failed is of.", source...),
	}
}

// Describe sends nothing: which figures there are depends on what is configured,
// which makes this an unchecked collector.
func (*figures) Describe(chan<- *prometheus.Desc) {}

// Collect reads everything.
func (f *figures) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeWait)
	defer cancel()
	all := newFamilies()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(all.build, 1, f.opts.Version)
	for name, s := range f.ready.now(ctx).Parts {
		gauge(all.ready, truth(s.Ready), name)
	}
	failed := 0
	for _, part := range []func(context.Context, families, chan<- prometheus.Metric) error{f.queues, f.sources, f.captions, f.transcripts, f.disk} {
		if err := part(ctx, all, out); err != nil {
			failed++
		}
	}
	gauge(all.unreadable, float64(failed))
	if f.opts.Posts != nil {
		for outcome, n := range f.opts.Posts() {
			out <- prometheus.MustNewConstMetric(all.posts, prometheus.CounterValue, float64(n), outcome)
		}
	}
	if f.opts.Engine != nil {
		e := f.opts.Engine()
		out <- prometheus.MustNewConstMetric(all.restarts, prometheus.CounterValue, float64(e.Restarts))
		if e.Memory > 0 {
			gauge(all.memory, float64(e.Memory))
		}
	}
}

func (f *figures) queues(ctx context.Context, all families, out chan<- prometheus.Metric) error {
	if f.opts.Queues == nil {
		return nil
	}
	queues, err := f.opts.Queues(ctx)
	for name, q := range queues {
		out <- prometheus.MustNewConstMetric(all.waiting, prometheus.GaugeValue, float64(q.Waiting), name)
		out <- prometheus.MustNewConstMetric(all.inHand, prometheus.GaugeValue, float64(q.InHand), name)
		out <- prometheus.MustNewConstMetric(all.bytes, prometheus.GaugeValue, float64(q.Bytes), name)
	}
	return err
}

func (f *figures) disk(_ context.Context, all families, out chan<- prometheus.Metric) error {
	if f.opts.Free == nil {
		return nil
	}
	free, err := f.opts.Free()
	if err != nil {
		return err
	}
	out <- prometheus.MustNewConstMetric(all.free, prometheus.GaugeValue, float64(free))
	return nil
}

func (f *figures) sources(ctx context.Context, all families, out chan<- prometheus.Metric) error {
	if f.opts.Sources == nil {
		return nil
	}
	sources, err := f.opts.Sources(ctx)
	now := time.Now()
	for _, s := range sources {
		f.source(s, s.Verdict(now), all, func(d *prometheus.Desc, v float64) {
			out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, s.Source, s.Platform)
		})
	}
	return err
}

// source tells of one source; what is not known of it is missing, not 0.
func (*figures) source(s social.SourceHealth, v social.Verdict, all families, gauge func(*prometheus.Desc, float64)) {
	if v.State != social.SourceNew {
		gauge(all.sourceOK, truth(v.State == social.SourceOK))
	}
	for d, at := range map[*prometheus.Desc]time.Time{all.lastSuccess: s.LastSuccess, all.lastAnswer: s.LastAnswer, all.nextRun: s.Next} {
		if !at.IsZero() {
			gauge(d, float64(at.UnixMilli())/1000)
		}
	}
	gauge(all.sourcePosts, float64(s.Stored))
	if s.Errors != nil {
		gauge(all.sourceFailed, float64(s.Errors.Failed))
		gauge(all.sourceRuns, float64(s.Errors.Runs))
	}
}

func truth(v bool) float64 {
	if v {
		return 1
	}
	return 0
}
