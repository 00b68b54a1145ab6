"""A child whose readers do what no reader should: what a hostile file can bring a real one to."""

import contextlib
import os
import pathlib
import time

from factcheck.documents.pool import child
from factcheck.documents.pool.tasks import TASKS


def spin(data: bytes):
    while True:
        pass


def sleep(data: bytes):
    time.sleep(60)
    return {}, b""


def hoard(data: bytes):
    held = []
    while True:
        held.append(bytearray(16 * 1024**2))


def recurse(data: bytes):
    return recurse(data)


def crash(data: bytes):
    os.abort()


def fail(data: bytes):
    raise ZeroDivisionError("no such thing")


def scribble(data: bytes):
    os.write(4, b"\xff" * 64)
    os._exit(0)


def look_around(data: bytes, folder: str):
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = pathlib.Path(folder, "x")
    with contextlib.suppress(OSError):
        path.write_bytes(b"words")
    return {"secret": os.environ.get("SECRET_KEY"), "written": path.stat().st_size if path.exists() else 0}, b""


TASKS |= {one.__name__: one for one in (spin, sleep, hoard, recurse, crash, fail, scribble, look_around)}

if __name__ == "__main__":
    child.run()
