package picture

import (
	"context"
	"net/url"
	"sync"
	"time"
)

// hostsAtOnce is from how many hosts a worker fetches side by side: each host is asked
// slowly, and none waits for another that is slow.
const hostsAtOnce = 8

// fetchAll does the tasks of a batch, those of one host one after the other. again are
// deleted pictures that a post shows again.
func (w *Worker) fetchAll(ctx context.Context, tasks []*task, again map[string]bool, done chan<- finished) {
	hosts := byHost(tasks)
	turns := make(chan struct{}, hostsAtOnce)
	var running sync.WaitGroup
	for _, of := range hosts {
		turns <- struct{}{}
		running.Go(func() {
			defer func() { <-turns }()
			for _, t := range of {
				if ctx.Err() != nil {
					return
				}
				if left := w.rests.of(hostOf(t.Value.URL)); left > 0 {
					w.postpone(ctx, t, left)
					continue
				}
				w.do(ctx, t, nil, again[t.Value.URL], done)
			}
		})
	}
	running.Wait()
}

// byHost parts tasks by the hosts of their pictures, in the order in which these come. An
// address without a host is of one of its own.
func byHost(tasks []*task) [][]*task {
	places := map[string]int{}
	var hosts [][]*task
	for _, t := range tasks {
		host := hostOf(t.Value.URL)
		at, known := places[host]
		if !known {
			at, places[host] = len(hosts), len(hosts)
			hosts = append(hosts, nil)
		}
		hosts[at] = append(hosts[at], t)
	}
	return hosts
}

// hostOf is the host of an address, and the address where it has none.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}

// postpone hands a task back until the pictures of its host are asked for again.
func (w *Worker) postpone(ctx context.Context, t *task, left time.Duration) {
	w.rests.wait(t, hostOf(t.Value.URL), left)
	w.worker.RetryAfter(ctx, left, nil, t)
}
