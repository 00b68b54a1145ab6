"""A process that follows, to be killed: python -m tests.database.search.faults DATABASE INDEX_DIR"""

import sys
from pathlib import Path


def main() -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"] |= {"NAME": sys.argv[1], "NAME_FROM_URL": True}
    settings.INDEX_DIR = Path(sys.argv[2])
    django.setup()
    from factcheck.search import following

    # Many small commits, so that a kill at any moment falls into one.
    following.READ = following.COMMITTED = 5
    print("following", flush=True)
    while True:
        following.catch_up()


if __name__ == "__main__":
    main()
