package monitor

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"earshot/internal/social"
)

// captions tells how the asking for captions stands.
func (f *figures) captions(ctx context.Context, _ families, out chan<- prometheus.Metric) error {
	if f.opts.Captions == nil {
		return nil
	}
	s, err := f.opts.Captions(ctx)
	if err != nil {
		return err
	}
	gauge := func(name, help string, v float64) {
		out <- prometheus.MustNewConstMetric(desc(name, help), prometheus.GaugeValue, v)
	}
	gauge("captions_ok", "1 where the vision model gave usable answers last, or was not asked yet, 0 where it does not.", truth(s.Fault == ""))
	gauge("captions_waiting", "Pictures that wait for a caption.", float64(s.Waiting))
	gauge("captions_given_up", "Pictures that get no caption, as what came of them cannot be used.", float64(s.GivenUp))
	gauge("captions_budget_spent", "1 where the budget of captions is used up for today, UTC.", truth(s.Spent != ""))
	gauge("captions_pictures_today", "Pictures shown to the vision model today, UTC.", float64(s.Day.Pictures))
	gauge("captions_given_today", "Captions given today, UTC.", float64(s.Day.Given))
	gauge("captions_faults_today", "Questions about pictures that led to no usable answer today, UTC.", float64(s.Day.Faults))
	gauge("captions_input_tokens_today", "Tokens of questions about pictures today, UTC.", float64(s.Day.Input))
	gauge("captions_output_tokens_today", "Tokens of answers about pictures today, UTC.", float64(s.Day.Output))
	gauge("captions_cost_today", "What captions cost today, UTC, in the currency of the configuration.", float64(s.Day.Cost)/social.Billionth)
	return nil
}
