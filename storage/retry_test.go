package storage_test

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"earshot/storage"
)

func TestUnreachableEngineIsWaitedForAsLongAsAsked(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = storage.Open(ctx, "clickhouse://"+address+"/earshot", discard)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v", err)
	}
}
