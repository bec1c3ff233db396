package pipeline

// Behind does one thing at a time behind its caller's back, who goes on meanwhile with
// what comes next. It is not safe for concurrent use.
type Behind struct {
	running chan error
	failed  error
}

// Do begins act as soon as the one before is over. What it returns is the error of an
// earlier one; after such an error nothing is begun.
func (b *Behind) Do(act func() error) error {
	if err := b.Wait(); err != nil {
		return err
	}
	running := make(chan error, 1)
	b.running = running
	go func() { running <- act() }()
	return nil
}

// Wait waits until what was begun is over and returns the first error.
func (b *Behind) Wait() error {
	if b.running != nil {
		b.failed = <-b.running
		b.running = nil
	}
	return b.failed
}
