package run

import (
	"fmt"
	"testing"
)

func TestRememberedPostsAreBounded(t *testing.T) {
	var list []string
	for i := range 3 * maxRemembered {
		putLast(&list, fmt.Sprint(i%(2*maxRemembered)))
	}
	if len(list) != maxRemembered || list[maxRemembered-1] != fmt.Sprint(maxRemembered-1) {
		t.Errorf("%d are maxRemembered, the last is %s", len(list), list[len(list)-1])
	}
}
