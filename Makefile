# Two commands do all: make site, make test. The others are parts of them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := site

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
LDFLAGS := -s -w -X main.version=$(VERSION)
VNU := .cache/node_modules/vnu-jar/build/dist/vnu.jar
VNU_VERSION := 26.9.27
AXE_VERSION := 4.14.1
LIGHTHOUSE_VERSION := 12.8.2

.PHONY: site test check endure race html access exchange tools browser dist clean fuzz bench

## site: build the command and the public edition of the content in this repository
site: bin/lateral
	@page=$$(./bin/lateral build); echo "open $(CURDIR)/$$page"

# Always asked: the go tool knows best what is new.
.PHONY: bin/lateral
bin/lateral:
	@mkdir -p bin
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/lateral ./cmd/lateral

## test: everything that continuous integration runs
test: browser check endure race html access exchange
	@echo "all tests passed"

## browser: Chromium, which some tests drive, where it is missing
browser:
	@./.ci/browser

## check: format, vet, unit tests; under a minute, before each commit
check:
	@bad=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); if [ -n "$$bad" ]; then echo "not formatted: $$bad"; exit 1; fi
	go vet ./...
	GOOS=darwin go vet ./... && GOOS=windows go vet ./...
	go test -short ./...

## endure: kills, a full disk, every way to save and constant polling against the real command; none may be left out; takes about two minutes
endure:
	LATERAL_REQUIRE="$${LATERAL_REQUIRE:-},endure" go test -count=1 -timeout 20m ./cmd/lateral -run '^TestEndure'

## race: what runs in parallel, under the race detector, which needs a C compiler
race:
	@if command -v "$$(go env CC)" >/dev/null; then \
	  go test -race ./internal/build ./internal/serve ./internal/watch && go test -race ./cmd/lateral -run 'TestWarmEqualsCold|TestServe'; \
	else echo "SKIPPED: the race detector needs a C compiler"; fi

## html: the Nu validator over every page of every edition, with the sample and, where they are, the attached texts
html: bin/lateral tools
	@./.ci/html $(VNU)

## exchange: what is exported, read by a JSON-LD processor and by Argdown's own command
exchange: bin/lateral
	@./.ci/exchange

## access: each item of reading in a browser, axe-core over every kind of page in every ink, narrow and wide, and with what scripts open on it; Lighthouse over a source page; odd captions as a browser reads them
access: bin/lateral browser tools
	go test -count=1 ./internal/captions -run AsChromium
	go test -count=1 ./internal/html -run '^Test(Axe|Item)'
	@./.ci/lighthouse $(LIGHTHOUSE_VERSION)

## lighthouse: all of Lighthouse over a source page, its performance too, and what is not about time over the other kinds of pages
.PHONY: lighthouse
lighthouse: bin/lateral browser
	@./.ci/lighthouse $(LIGHTHOUSE_VERSION) whole

## smooth: how long a reader of 20,000 words with 400 notes waits for the first paint, a filter, the key m and a frame; asks for a quiet machine
.PHONY: smooth
smooth: browser
	go test ./internal/html -run '^$$' -bench Long -benchtime 5x

## tools: what the checks of the pages need: Java, the Nu validator and axe-core
tools:
	@./.ci/tools $(VNU) $(VNU_VERSION) $(AXE_VERSION)

## dist: static binaries for the machines that people have
dist:
	@mkdir -p dist
	@for t in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64; do \
	  os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  echo "dist/lateral-$$os-$$arch$$ext"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags '$(LDFLAGS)' -o dist/lateral-$$os-$$arch$$ext ./cmd/lateral; \
	done

## fuzz: each fuzz test for a while
FUZZTIME ?= 30s
fuzz:
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	  echo "$$p $$f"; go test $$p -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s; done; done

## pictures: the pictures of the README, taken anew
.PHONY: pictures
pictures: browser
	LATERAL_REQUIRE=browser go test ./internal/html -run '^$$' -bench Pictures -benchtime 1x -pictures $(CURDIR)/.github/pictures

clean:
	rm -rf bin dist public build

## bench: a full build against cp -r of its output and, where it is on the path, against Hugo on the same content; takes a while
SIZES ?= 100,1000,10000
RUNS ?= 3
.PHONY: bench
bench:
	go run ./cmd/bench -sizes $(SIZES) -runs $(RUNS)
