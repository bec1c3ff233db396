package picture

import (
	"context"
	"net/url"
	"sync"
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
		host := t.Value.URL
		if u, err := url.Parse(t.Value.URL); err == nil && u.Host != "" {
			host = u.Host
		}
		at, known := places[host]
		if !known {
			at, places[host] = len(hosts), len(hosts)
			hosts = append(hosts, nil)
		}
		hosts[at] = append(hosts[at], t)
	}
	return hosts
}
