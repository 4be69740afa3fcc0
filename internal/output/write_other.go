//go:build !unix || aix || solaris

package output

import "os"

func writeFile(at string, data []byte) error { return os.WriteFile(at, data, 0o644) }
