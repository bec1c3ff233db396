# Everything here works on a machine with Go, Node and npm: what is missing is
# fetched once, through their ordinary clients, and each target says what it does.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export CGO_ENABLED ?= 0

ASSETS := $(shell find dashboard/assets -path dashboard/assets/dist -prune -o -type f -print)
TEMPLS := $(shell find dashboard -name '*.templ')
GO     := $(shell find . -name '*.go' -not -path './node_modules/*') go.mod go.sum
DATA   := $(shell find configs storage analyzer internal -type f -not -name '*.go')

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# npm's own record of an install is newer than the lock file once it is done.
node_modules/.package-lock.json: package.json package-lock.json
	@echo "Fetching the engine and the dashboard's assets (once, about 200 MB) ..."
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

dashboard/assets/dist/manifest.json: node_modules/.package-lock.json $(ASSETS)
	@echo "Building the dashboard's assets ..."
	node dashboard/assets/build.mjs

.PHONY: generate
generate: dashboard/assets/dist/manifest.json ## build the dashboard's assets and templates
	go tool templ generate -path dashboard -log-level error

bin/earshot: dashboard/assets/dist/manifest.json $(GO) $(TEMPLS) $(DATA)
	@echo "Building bin/earshot ..."
	go build -o bin/earshot .

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
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "gofmt would change these files"; exit 1; }
	go vet ./...

# The end-to-end tests run the program as it ships; everything else runs with
# the race detector, which needs cgo.
END_TO_END := ./internal/cli/...

.PHONY: test
test: lint ## run every test
	CGO_ENABLED=1 go test -race -timeout 30m $$(go list ./... | grep -v '/internal/cli')
	go test -timeout 30m $(END_TO_END)

.PHONY: bench
bench: build ## print Earshot's speed beside a reference measured in the same run
	bin/earshot bench
	go run ./internal/bench/sentiment

.PHONY: train
train: build ## fit the sentiment model that comes with Earshot and print its figures (SETS=folder of labelled sets)
	bin/earshot train --shipped $(or $(SETS),../shared/sentiment) -o analyzer/sentiment/model/sentiment.bin --held-out bin/held-out.bin
