package polite

import "time"

const (
	// idle is how many times its usual latency lies between the starts of two
	// requests to a host, so that it is at rest for most of the time.
	idle = 3
	// slowest bounds what latency adds to the time between two requests.
	slowest = 30 * time.Second
	// memory is the weight of the latest answer in the average: about the last
	// seven count.
	memory = 0.25
)

// pace is how fast a host answers: a moving average of its latency, weighted
// exponentially.
type pace struct{ usual time.Duration }

// apart takes in the latency of a request and returns how far apart the next
// ones are to start.
func (p *pace) apart(took time.Duration) time.Duration {
	took = min(max(took, 0), slowest)
	if p.usual == 0 {
		p.usual = took
	}
	p.usual += time.Duration(memory * float64(took-p.usual))
	return min(idle*p.usual, slowest)
}
