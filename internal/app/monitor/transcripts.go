package monitor

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"earshot/internal/social"
)

// transcripts tells how the asking for transcripts stands.
func (f *figures) transcripts(ctx context.Context, _ families, out chan<- prometheus.Metric) error {
	if f.opts.Transcripts == nil {
		return nil
	}
	s, err := f.opts.Transcripts(ctx)
	if err != nil {
		return err
	}
	gauge := func(name, help string, v float64) {
		out <- prometheus.MustNewConstMetric(desc(name, help), prometheus.GaugeValue, v)
	}
	gauge("transcripts_ok", "1 where the speech model gave usable answers last, or was not asked yet, 0 where it does not.", truth(s.Fault == ""))
	gauge("transcripts_waiting", "Recordings that wait for a transcript.", float64(s.Waiting))
	gauge("transcripts_given_up", "Recordings that get no transcript, as they cannot be fetched, sent or used.", float64(s.GivenUp))
	gauge("transcripts_budget_spent", "1 where the budget of transcripts is used up for today, UTC, or holds none of those that wait.", truth(s.Spent != ""))
	gauge("transcripts_requests_today", "Requests to the speech model today, UTC.", float64(s.Day.Requests))
	gauge("transcripts_sent_seconds_today", "Seconds of recordings sent to the speech model today, UTC.", float64(s.Day.Seconds))
	gauge("transcripts_heard_today", "Recordings heard today, UTC.", float64(s.Day.Heard))
	gauge("transcripts_faults_today", "Requests about recordings that led to no usable answer today, UTC.", float64(s.Day.Faults))
	gauge("transcripts_cost_today", "What transcripts cost today, UTC, in the currency of the configuration.", float64(s.Day.Cost)/social.Billionth)
	return nil
}
