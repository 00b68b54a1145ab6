"""Public ids in addresses: `<C:key>` matches `C-0017`, gives the view 17, and formats 17 back."""

from django.urls import register_converter
from django.urls.converters import REGISTERED_CONVERTERS

from factcheck.database.objects import key_of, public_id

KINDS = (
    *("A", "AP", "C", "CL", "CP", "CT", "D", "DR", "DS", "E", "EC", "ES", "F", "I", "IM", "K", "KP", "L"),
    *("N", "OR", "P", "PE", "Q", "QT", "R", "S", "SD", "SR", "ST", "T", "TC", "U", "V", "VW", "WF"),
)


class PublicIdConverter:
    kind: str
    regex: str

    def to_python(self, value: str) -> int:
        key = key_of(value, self.kind)
        if key is None:
            raise ValueError(value)
        return key

    def to_url(self, value: int) -> str:
        return public_id(self.kind, int(value))


def register() -> None:
    """Make `<C:key>` and its like known to `path()`, once.

    The addresses are imported again when an import in them has failed; that error is the one to be seen.
    """
    for kind in KINDS:
        if kind in REGISTERED_CONVERTERS:
            continue
        # At most 18 digits: what fits a bigint.
        attributes = {"kind": kind, "regex": rf"{kind}-[0-9]{{1,18}}"}
        register_converter(type(f"{kind}Converter", (PublicIdConverter,), attributes), kind)
