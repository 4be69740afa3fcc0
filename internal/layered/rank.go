package layered

import "slices"

// rankAll gives each node its column. Edges that close a circle are turned round; two nodes that want to stand together share a column where
// no path leads from one to the other.
func (d *drawing) rankAll() {
	n := len(d.g.Nodes)
	d.turnCircles()
	// One set of nodes for each column place: first each node alone.
	set := make([]int, n)
	for i := range set {
		set[i] = i
	}
	reaches := func(from, to int) bool {
		seen := make([]bool, n)
		stack := []int{from}
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, e := range d.edges {
				if next := set[e.Right]; !e.Beside && set[e.Left] == at && !seen[next] {
					if next == to {
						return true
					}
					seen[next] = true
					stack = append(stack, next)
				}
			}
		}
		return false
	}
	for _, e := range d.edges {
		a, b := set[e.Left], set[e.Right]
		if !e.Beside || a == b || reaches(a, b) || reaches(b, a) {
			continue
		}
		for i := range set {
			if set[i] == b {
				set[i] = a
			}
		}
	}
	column := longest(n, set, d.edges)
	d.rank = make([]int, n)
	for i := range d.rank {
		d.rank[i] = column[set[i]]
	}
	for i := range d.edges {
		e := &d.edges[i]
		if e.Beside && d.rank[e.Left] > d.rank[e.Right] {
			d.flip(i)
		}
	}
}

func (d *drawing) flip(i int) {
	d.edges[i].Left, d.edges[i].Right = d.edges[i].Right, d.edges[i].Left
	d.flipped[i] = !d.flipped[i]
}

// turnCircles turns round each edge that leads back to a node from which the search has come.
func (d *drawing) turnCircles() {
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(d.g.Nodes))
	var turn []int
	var visit func(at int)
	visit = func(at int) {
		state[at] = open
		for i, e := range d.edges {
			if e.Beside || e.Left != at {
				continue
			}
			switch state[e.Right] {
			case unseen:
				visit(e.Right)
			case open:
				turn = append(turn, i)
			}
		}
		state[at] = done
	}
	for i := range d.g.Nodes {
		if state[i] == unseen {
			visit(i)
		}
	}
	for _, i := range turn {
		d.flip(i)
	}
}

// longest is the column of each set: one more than that of any set before it. A set that nothing comes before moves right, to what follows.
func longest(n int, set []int, edges []Edge) []int {
	column := make([]int, n)
	for range n { // no path is longer
		moved := false
		for _, e := range edges {
			if a, b := set[e.Left], set[e.Right]; !e.Beside && a != b && column[b] <= column[a] {
				column[b] = column[a] + 1
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	for s := range n {
		first, has := 0, false
		after := n + 1
		for _, e := range edges {
			if e.Beside {
				continue
			}
			if set[e.Right] == s {
				has = true
			}
			if set[e.Left] == s {
				after = min(after, column[set[e.Right]])
			}
		}
		if first = after - 1; !has && after <= n {
			column[s] = first
		}
	}
	// No column is empty, and the first is nought.
	used := []int{}
	for _, s := range set {
		if !slices.Contains(used, column[s]) {
			used = append(used, column[s])
		}
	}
	slices.Sort(used)
	for s := range column {
		column[s] = max(0, slices.Index(used, column[s]))
	}
	return column
}
