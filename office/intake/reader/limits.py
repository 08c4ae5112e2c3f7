"""What this process takes from itself before it opens a file."""

import ctypes
import resource
import signal

MEGABYTE = 1024 * 1024
MEMORY = 1024 * MEGABYTE
WRITTEN = 30 * MEGABYTE  # a file this process writes
OPEN_FILES = 64
DIE_WITH_PARENT, NO_NEW_RIGHTS = 1, 38  # prctl
OWN_USERS, OWN_NETWORK = 0x10000000, 0x40000000  # unshare


def restrict(seconds: int) -> None:
    """Bounds on memory, processor time, files and children; no network where the kernel allows."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    library.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    # A network of its own has no way out. Some kernels refuse; the other bounds stand then alone.
    library.unshare(OWN_USERS | OWN_NETWORK)
