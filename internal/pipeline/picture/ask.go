package picture

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// Asker puts the pictures of stored posts on the media stream.
type Asker struct {
	Tasks pipeline.Sink
	Caps  Caps
}

// overPrefix begins the keys of the tasks of pictures that are over the cap of their
// post, so that they do not take the place of others that are not.
const overPrefix = "over:"

// Ask asks for the pictures of entries. The key of a task is the address, so a
// picture asked for twice waits once.
func (a Asker) Ask(ctx context.Context, entries []social.Entry) error {
	var jobs []pipeline.Job
	for _, e := range entries {
		for i, img := range e.Post.Images {
			wanted, key := social.MediaTask{URL: img.URL, Referrer: e.Post.URL, Source: e.Post.Source}, img.URL
			if a.Caps.Post >= 0 && int64(i) >= a.Caps.Post {
				wanted.Over, key = a.Caps.overPost(len(e.Post.Images)), overPrefix+img.URL
			}
			task, err := json.Marshal(wanted)
			if err != nil {
				return fmt.Errorf("picture: encode media task: %w", err)
			}
			jobs = append(jobs, pipeline.Job{Key: key, Data: task})
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	if err := a.Tasks.Put(ctx, jobs...); err != nil {
		return fmt.Errorf("picture: ask for pictures: %w", err)
	}
	return nil
}
