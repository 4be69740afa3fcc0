package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine describes what was measured on, in one line.
func machine(ctx context.Context, hugo string) string {
	s := fmt.Sprintf("%s, %d cores, %s/%s, %s", model(ctx), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	if hugo == "" {
		return s + "; without Hugo"
	}
	out, err := exec.CommandContext(ctx, hugo, "version").Output()
	if f := strings.Fields(string(out)); err == nil && len(f) > 1 {
		return s + "; Hugo " + f[1]
	}
	return s + "; Hugo of an unknown version"
}

// model is the name of the processor, as far as the system gives it.
func model(ctx context.Context) string {
	if runtime.GOOS == "darwin" {
		if out, err := exec.CommandContext(ctx, "sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
			return strings.TrimSpace(string(out))
		}
	}
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "a processor without a name"
}

// load is how many processes wanted a core in the last minute, where the system says it; "" elsewhere.
func load() string {
	data, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(data), " ")
	return first
}
