// Command families measures how well pictures of one family are found, over drawn
// pictures of several kinds: for each of what happens to pictures, of how many variants
// the family is found (recall), and of how many pairs that are put together the two belong
// together (precision).
//
//	go run ./internal/bench/families -pictures 40
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	pictures := flag.Int("pictures", 40, "pictures of each kind")
	seed := flag.Uint64("seed", 1, "seed of what is drawn")
	flag.Parse()
	began := time.Now()
	r := measure(*pictures, *seed)
	r.print(os.Stdout)
	fmt.Printf("%d pictures in %s\n", r.pictures, time.Since(began).Round(time.Second))
}
