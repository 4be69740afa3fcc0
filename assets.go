// Package lateral holds what every site is built with: templates, styles and the sample collection. Only the command imports it.
package lateral

import "embed"

// Assets has the folders templates and static as a site would have them, and the sample that a new site begins with.
//
//go:embed templates static content/harbour-bridge
var Assets embed.FS
