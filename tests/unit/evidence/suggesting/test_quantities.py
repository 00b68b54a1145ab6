from time import process_time

import pytest

from factcheck.evidence.suggesting.quantities import numbers_in


@pytest.mark.parametrize("between", ["/", "-", " to ", ",", " and "])
def test_a_list_of_thousands_of_numbers_is_read_to_its_end(between):
    text = between.join(["7"] * 1_500)
    began = process_time()
    numbers_in(text, "en")
    assert process_time() - began < 1


def test_a_few_numbers_joined_share_the_unit_after_the_last():
    assert [(one.value, one.unit) for one in numbers_in("from 5 to 7 per cent", "en").quantities] == [
        (5, "%"),
        (7, "%"),
    ]
