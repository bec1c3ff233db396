package run

import (
	"fmt"
	"testing"
)

func TestRememberedPostsAreBounded(t *testing.T) {
	var list []string
	for i := range 3 * remembered {
		putLast(&list, fmt.Sprint(i%(2*remembered)))
	}
	if len(list) != remembered || list[remembered-1] != fmt.Sprint(remembered-1) {
		t.Errorf("%d are remembered, the last is %s", len(list), list[len(list)-1])
	}
}
