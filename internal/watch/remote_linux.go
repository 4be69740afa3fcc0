package watch

import "syscall"

// remote names the file system of a path if others can change files in it without an event for us; "" if not, or not known.
// The numbers are those of statfs(2).
func remote(real string) string {
	var s syscall.Statfs_t
	if syscall.Statfs(real, &s) != nil {
		return ""
	}
	switch uint32(s.Type) {
	case 0x6969:
		return "NFS"
	case 0x517b, 0xff534d42, 0xfe534d42:
		return "SMB"
	case 0x01021997:
		return "9p" // folders of Windows under WSL, shared folders of virtual machines
	case 0x65735546:
		return "FUSE"
	case 0x786f4256:
		return "vboxsf"
	case 0x5346414f, 0x00c36400:
		return "a network file system"
	}
	return ""
}
