"""Becomes the program it is given, under limits: `python -I -S launch.py CPU MEMORY FILE_SIZE PARENT argv…`.

Seconds, bytes, bytes, a process id. Imports nothing of the project and little else: it runs before each look at a file. A
program of its own, because code between fork and exec is not safe in a process with threads.
"""

import ctypes
import os
import resource
import signal
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1
# Between SIGXCPU, at which ffmpeg closes its files, and SIGKILL.
CPU_GRACE = 5


def main(cpu: int, memory: int, file_size: int, parent: int, argv: list[str]) -> None:
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        # No network at all, where the kernel lets an ordinary process have that.
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
        # After unshare, which clears it: a worker killed with -9 takes its ffmpeg along.
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)
    os.nice(10)
    for name, soft, hard in (
        (resource.RLIMIT_CPU, cpu, cpu + CPU_GRACE),
        (resource.RLIMIT_FSIZE, file_size, file_size),
        (resource.RLIMIT_NOFILE, 256, 256),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_AS, memory, memory),
    ):
        _, ceiling = resource.getrlimit(name)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(name, (soft, hard))
    os.execv(argv[0], argv)


ceilings = [int(word) for word in sys.argv[1:5]]
main(ceilings[0], ceilings[1], ceilings[2], ceilings[3], sys.argv[5:])
