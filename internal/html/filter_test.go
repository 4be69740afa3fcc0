package html

import "testing"

// TestNameValue: names in any script stay apart, and none has a space, which parts one value from the next.
func TestNameValue(t *testing.T) {
	for name, want := range map[string]string{"M. Reyes": "m-reyes", "Мария Иванова": "Мария_Иванова", "王 芳": "王_芳", "": ""} {
		if got := nameValue(name); got != want {
			t.Errorf("%q: have %q, want %q", name, got, want)
		}
	}
}
