package watch

import "path"

// nothing is the tree of a site whose folder is gone.
func (l *loop) nothing() *node { return &node{name: ".", dir: true, real: l.eyes.dir} }

// parent finds the node that holds a path, and where that lies. If a folder on the way is not known, at is the topmost that is missing.
func (l *loop) parent(site string) (n *node, in dir, at string) {
	n, in = l.tree, dir{".", l.tree.real, nil}
	for i := range len(site) {
		if site[i] != '/' {
			continue
		}
		kid := n.kid(path.Base(site[:i]))
		if kid == nil || !kid.dir {
			return n, in, site[:i]
		}
		if kid.link {
			in.above = append(in.above, n.real)
		}
		n, in.site, in.real = kid, site[:i], kid.real
	}
	return n, in, site
}

// known finds the node of a path, or nil.
func (l *loop) known(site string) *node {
	if site == "." {
		return l.tree
	}
	n, _, at := l.parent(site)
	if at != site {
		return nil
	}
	return n.kid(path.Base(site))
}

// look brings the tree up to date for a path and all beneath it, with watches on what is new, and keeps what differs to be told.
func (l *loop) look(site string) (changed bool) {
	var old, fresh *node
	if site == "." {
		old, fresh = l.tree, l.eyes.whole(l.ctx)
		if fresh == nil {
			fresh = l.nothing()
			if l.polling == 0 && l.ctx.Err() == nil {
				l.poll("the folder " + l.eyes.dir + " is gone")
			}
		}
		l.tree = fresh
	} else {
		parent, in, at := l.parent(site)
		site = at
		name := path.Base(site)
		old, fresh = parent.kid(name), l.eyes.scan(l.ctx, in, name)
		parent.put(name, fresh)
	}
	for _, d := range differences(site, old, fresh, l.polling > 0, nil) {
		changed = true
		l.events.drop(d.site, d.old, d.fresh)
		for _, n := range []*node{d.old, d.fresh} {
			n.each(d.site, func(site string, n *node) {
				l.tell(site, n.dir)
			})
		}
	}
	return changed
}

// tell keeps a path for the next Change. What was a file at any time since the last one is told as a file.
func (l *loop) tell(site string, dir bool) {
	if inside, _ := l.eyes.place(site); !inside {
		return
	}
	if was, ok := l.told[site]; ok {
		dir = dir && was
	}
	l.told[site] = dir
}
