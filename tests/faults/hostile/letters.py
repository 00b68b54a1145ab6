"""Mail messages."""

from tests.faults.hostile import archives
from tests.faults.hostile.values import Hostile
from tests.unit.documents import test_mail
from tests.unit.documents.containers.samples import mail

#: Those that only take time, which tests of the reader have.
SLOW = ("a million line ends", "a million spaces", "100,000 header lines", "a To line of 900 kB")

FILES = {
    **{
        f"letter: {name}": Hostile("a.eml", lambda data=data: data)
        for name, data in {**test_mail.BOMBS, **test_mail.HEAVY}.items()
        if name not in SLOW
    },
    "letter with a zip bomb attached": Hostile("a.eml", lambda: mail({"bomb.zip": archives.zeros(100)})),
    "letter whose attachments' names lead out": Hostile(
        "a.eml", lambda: mail({"../../etc/passwd": b"Some words.", "a\u202etxt.exe": b"Other words."})
    ),
    "letter in a letter 60 times": Hostile("a.eml", lambda: test_mail.nested(60)),
    "letter with NUL characters in its headers": Hostile(
        "a.eml", lambda: b"From: a\0b@c.example\nTo: d@e.example\nSubject: \0\0\nDate: \0\n\nSome words.\n"
    ),
}
