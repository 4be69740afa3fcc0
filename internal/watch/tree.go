package watch

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/unsaved"
)

// A node is what was seen of a file or folder. Nodes make the tree of the site: what the last Change told, or the next will tell.
type node struct {
	name  string
	dir   bool
	link  bool   // reached by a symbolic link of this name
	real  string // of a folder or link: where it lies, without links as far as it exists
	stamp stamp  // of a file
	racy  bool   // of a file: written so shortly before the look that another write may leave the same stamp
	kids  []*node
}

// A stamp differs when a file does, except for writes within one tick of the file system's clock.
type stamp struct {
	size  int64 // bytes; -1: a link to nothing
	mtime int64 // nanoseconds
	ino   uint64
}

func byName(n *node, name string) int { return cmp.Compare(n.name, name) }

func (n *node) kid(name string) *node {
	if i, ok := slices.BinarySearchFunc(n.kids, name, byName); ok {
		return n.kids[i]
	}
	return nil
}

// put sets the kid of that name; nil removes it.
func (n *node) put(name string, kid *node) {
	i, ok := slices.BinarySearchFunc(n.kids, name, byName)
	switch {
	case ok && kid == nil:
		n.kids = slices.Delete(n.kids, i, i+1)
	case ok:
		n.kids[i] = kid
	case kid != nil:
		n.kids = slices.Insert(n.kids, i, kid)
	}
}

// each calls f for the node and all beneath it, folders first.
func (n *node) each(site string, f func(site string, n *node)) {
	if n == nil {
		return
	}
	f(site, n)
	for _, k := range n.kids {
		k.each(path.Join(site, k.name), f)
	}
}

// A difference is the topmost path at which two trees differ; one side may be nil. Of two folders there is none, only of what is in them.
type difference struct {
	site       string
	old, fresh *node
}

// differences compares two trees. With racy, a file that was too fresh to be sure of and has come to rest counts as different once.
func differences(site string, old, fresh *node, racy bool, list []difference) []difference {
	switch {
	case old == nil && fresh == nil:
		return list
	case old == nil, fresh == nil, old.dir != fresh.dir, old.link != fresh.link, old.real != fresh.real:
		return append(list, difference{site, old, fresh})
	case !old.dir:
		if old.stamp != fresh.stamp || racy && old.racy && !fresh.racy {
			list = append(list, difference{site, old, fresh})
		}
		return list
	}
	a, b := old.kids, fresh.kids
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].name < b[0].name:
			list = append(list, difference{path.Join(site, a[0].name), a[0], nil})
			a = a[1:]
		case len(a) == 0 || b[0].name < a[0].name:
			list = append(list, difference{path.Join(site, b[0].name), nil, b[0]})
			b = b[1:]
		default:
			list = differences(path.Join(site, a[0].name), a[0], b[0], racy, list)
			a, b = a[1:], b[1:]
		}
	}
	return list
}

// A scanner looks at the disk. It changes nothing, so that one may look in the background.
type scanner struct {
	dir   string // where the site lies, without links
	roots []string
	// enter is called before a folder is read, or a link's target looked at: what happens from then on is to make an event.
	// only is "" for all that is in the folder real, or the one name in it that concerns site.
	enter func(real, only, site string, ino uint64)
}

// place says where a path stands: inside a root and to be seen, or on the way to a root.
func (s *scanner) place(site string) (inside, way bool) {
	for _, r := range s.roots {
		rest, below := strings.CutPrefix(site, r+"/")
		if r == "." {
			rest, below = site, true
		}
		switch {
		case site == r:
			inside = true
		case below && !slices.ContainsFunc(strings.Split(rest, "/"), unsaved.Temporary):
			inside = true
		case site == "." || strings.HasPrefix(r, site+"/"):
			way = true
		}
	}
	return inside, way && !inside
}

// A dir is where a name stands: in the site, and really; and the real folders in which links were followed on the way there.
type dir struct {
	site, real string
	above      []string
}

// scan sees the name in a folder and all beneath it; nil if there is nothing.
func (s *scanner) scan(ctx context.Context, in dir, name string) *node {
	info, err := os.Lstat(filepath.Join(in.real, name))
	if err != nil || ctx.Err() != nil {
		return nil
	}
	return s.see(ctx, in, name, info, time.Now())
}

// whole sees the site; nil if it is no folder.
func (s *scanner) whole(ctx context.Context) *node {
	n := s.scan(ctx, dir{".", s.dir, nil}, ".")
	if n == nil || !n.dir {
		return nil
	}
	return n
}

// see is a file or folder as it is now, with all that is below it. A link is what it leads to.
func (s *scanner) see(ctx context.Context, in dir, name string, info fs.FileInfo, now time.Time) *node {
	n := &node{name: name}
	if info.Mode()&fs.ModeSymlink != 0 {
		n.link, n.real = true, target(filepath.Join(in.real, name))
		in.above = append(slices.Clone(in.above), in.real)
		folder, base := filepath.Dir(n.real), filepath.Base(n.real)
		if at, err := os.Stat(folder); err == nil {
			s.enter(folder, base, path.Join(in.site, name), inode(at))
		}
		var err error
		if info, err = os.Stat(n.real); err != nil || info.IsDir() && slices.ContainsFunc(in.above, func(a string) bool { return holds(n.real, a) }) {
			n.stamp.size = -1 // a link to nothing, or to above itself, which would never end
			return n
		}
	}
	if !info.IsDir() {
		t := info.ModTime()
		n.stamp = stamp{info.Size(), t.UnixNano(), inode(info)}
		age := now.Sub(t)
		n.racy = -tick < age && age < tick || t.Nanosecond() == 0 && -tick < age && age < coarse
		return n
	}
	n.dir = true
	if !n.link {
		n.real = filepath.Join(in.real, name)
	}
	here := dir{path.Join(in.site, name), n.real, in.above}
	s.enter(here.real, "", here.site, inode(info))
	n.kids = s.kids(ctx, here)
	return n
}

// A file system's clock ticks this often: with the kernel's jiffies at 100 Hz, or every two seconds (FAT).
const (
	tick   = 20 * time.Millisecond
	coarse = 2 * time.Second
)

// kids are what a folder holds of the site; above the roots only what leads to them.
func (s *scanner) kids(ctx context.Context, in dir) []*node {
	if ctx.Err() != nil {
		return nil
	}
	var list []*node
	add := func(n *node) {
		if n != nil {
			list = append(list, n)
		}
	}
	if inside, _ := s.place(in.site); !inside {
		var names []string
		for _, r := range s.roots {
			if rest, ok := strings.CutPrefix(r, in.site+"/"); ok || in.site == "." {
				name, _, _ := strings.Cut(cmp.Or(rest, r), "/")
				names = append(names, name)
			}
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			add(s.scan(ctx, in, name))
		}
		return list
	}
	entries, err := os.ReadDir(in.real)
	if err != nil {
		return nil // it vanished, or cannot be read: there is nothing that a build could read either
	}
	now := time.Now()
	for _, e := range entries {
		if unsaved.Temporary(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil {
			add(s.see(ctx, in, e.Name(), info, now))
		}
	}
	return list
}

// target is where a link leads; where that does not exist, its place as far as that can be told.
func target(link string) string {
	if t, err := filepath.EvalSymlinks(link); err == nil {
		return t
	}
	t, err := os.Readlink(link)
	if err != nil {
		return link
	}
	if !filepath.IsAbs(t) {
		t = filepath.Join(filepath.Dir(link), t)
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(t)); err == nil {
		return filepath.Join(dir, filepath.Base(t))
	}
	return filepath.Clean(t)
}

// holds reports whether the folder is p or above it.
func holds(folder, p string) bool {
	return p == folder || strings.HasPrefix(p, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}
