"""Takes from a query worker what a query has no use for: the network, other programs, core dumps, endless memory.

A SERVICE clause makes the engine send HTTP by itself, so that the process must be unable to open a socket, whatever the
query says. seccomp: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
import sys
from functools import cache

# System calls refused with EPERM: socket, socketpair, connect, bind, listen, execve, execveat, ptrace, io_uring_setup.
REFUSED_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 42, 49, 50, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 200, 201, 221, 281, 117, 425)),
}
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
LOAD_WORD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER_OFFSET, ARCHITECTURE_OFFSET = 0, 4
# On x86-64 the same calls have second numbers from here on (the x32 ABI).
X32_CALLS = 0x40000000
PAGE = resource.getpagesize()


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def refuse_calls() -> bool:
    """Install the filter, for this thread and all it starts; False where this kernel or processor does not offer it."""
    if sys.platform != "linux" or platform.machine() not in REFUSED_CALLS:
        return False
    instructions = _instructions(*REFUSED_CALLS[platform.machine()])
    code = ctypes.create_string_buffer(b"".join(instructions))
    program = _Program(len(instructions), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def limit_resources(memory_bytes: int, *, new_files: bool) -> None:
    """Bound memory, forbid core dumps and growing files; without `new_files`, also new descriptors, sockets included.

    Call it after the store has been opened: the store keeps the files that it has.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    if not new_files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def address_space() -> int:
    """The bytes of address space that this process has taken; 0 where that cannot be read."""
    return _pages(0) * PAGE


def resident_bytes() -> int:
    """The bytes of this process that are in memory; 0 where that cannot be read."""
    return _pages(1) * PAGE


@cache
def _statistics() -> int | None:
    # Opened once, since a worker may be forbidden to open anything.
    try:
        return os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _pages(place: int) -> int:
    handle = _statistics()
    return 0 if handle is None else int(os.pread(handle, 128, 0).split()[place])


def _instructions(architecture: int, calls: tuple[int, ...]) -> list[bytes]:
    """Another architecture: kill. A refused call: EPERM. Everything else: allow."""
    to_refusal = range(len(calls), 0, -1)
    return [
        _instruction(LOAD_WORD, ARCHITECTURE_OFFSET),
        _instruction(JUMP_EQUAL, architecture, if_true=1),
        _instruction(RETURN, KILL),
        _instruction(LOAD_WORD, NUMBER_OFFSET),
        _instruction(JUMP_AT_LEAST, X32_CALLS, if_true=len(calls) + 1),
        *(_instruction(JUMP_EQUAL, call, if_true=jump) for call, jump in zip(calls, to_refusal, strict=True)),
        _instruction(RETURN, ALLOW),
        _instruction(RETURN, REFUSE),
    ]


def _instruction(code: int, value: int, if_true: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, 0, value)
