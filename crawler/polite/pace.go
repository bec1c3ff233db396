package polite

import "time"

const (
	// idle is the factor by which the time between the starts of two requests
	// to a host exceeds its usual latency, so that the host is idle most of the
	// time.
	idle = 3
	// slowest limits what latency adds to the time between two requests.
	slowest = 30 * time.Second
	// memory is the weight of the latest answer in the average, which then
	// covers about the last seven.
	memory = 0.25
)

// pace is how fast a host answers: a moving average of its latency, weighted
// exponentially.
type pace struct{ usual time.Duration }

// apart adds the latency of a request to the average and returns how far apart
// the next requests must start.
func (p *pace) apart(took time.Duration) time.Duration {
	took = min(max(took, 0), slowest)
	if p.usual == 0 {
		p.usual = took
	}
	p.usual += time.Duration(memory * float64(took-p.usual))
	return min(idle*p.usual, slowest)
}
