"""A real worker on the test database, in a process of its own, which a test may kill.

python -m tests.browser.worker DATABASE BLOBS
"""

import subprocess
import sys
from pathlib import Path

#: Seconds that it gets to end.
PATIENCE = 20


class Worker:
    """Runs jobs from `start` on, until it is killed or stopped."""

    def __init__(self, database: str, blobs: Path) -> None:
        self._command = [sys.executable, "-m", "tests.browser.worker", database, str(blobs)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, cwd=Path(__file__).resolve().parents[2])

    def kill(self) -> None:
        """As when the machine loses power: nothing is tidied up."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()


def main() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.DATABASES["default"] |= {"NAME": sys.argv[1], "NAME_FROM_URL": True}
    settings.BLOBS_DIR = Path(sys.argv[2])
    settings.INDEX_DIR = settings.BLOBS_DIR.parent / "index"
    django.setup()
    call_command("worker")


if __name__ == "__main__":
    main()
