package picture_test

import (
	"sync"
	"testing"
	"testing/synctest"

	"earshot/analyzer/image"
	"earshot/analyzer/picture"
)

// TestRoom: three pictures are decoded at a time, and a large one alone.
func TestRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		room := picture.NewRoom()
		var mu sync.Mutex
		now, most, besideLarge := 0, 0, 0
		hold := make(chan struct{})
		var work sync.WaitGroup
		for i := range 8 {
			area := int64(1)
			if i%4 == 3 {
				area = image.MaxPixels
			}
			work.Go(func() {
				err := room.Do(t.Context(), area, func() {
					mu.Lock()
					now++
					most = max(most, now)
					if area > 1 {
						besideLarge = max(besideLarge, now-1)
					}
					mu.Unlock()
					<-hold
					mu.Lock()
					now--
					mu.Unlock()
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		for range 8 {
			synctest.Wait()
			hold <- struct{}{}
		}
		work.Wait()
		if most > 3 || most < 2 || besideLarge != 0 {
			t.Errorf("%d decoded at a time, %d beside a large one", most, besideLarge)
		}
	})
}
