from argparse import ArgumentTypeError

import pytest

from factcheck.accounts.management.commands.sign_in_link import Command as SignInLink
from factcheck.database.management.commands.serve import free_port, port_number


@pytest.mark.parametrize("text", ["0", "-1", "65536", "99999999999", "²", "abc", ""])
def test_what_is_no_port_is_wrong_usage(text):
    with pytest.raises(ArgumentTypeError, match="from 1 to 65535"):
        port_number(text)


def test_no_port_beyond_the_last_one_is_tried():
    assert free_port("127.0.0.1", port_number("65535")) == 65535


@pytest.mark.parametrize("hours", ["0", "-5", "99999999999", "9" * 5000, "x"])
def test_hours_that_no_link_works_are_wrong_usage(hours, capsys):
    parser = SignInLink().create_parser("manage.py", "sign_in_link")
    parser.called_from_command_line = True
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(["a@desk.example", f"--hours={hours}"])
    assert stopped.value.code == 2
    assert "from 1 to" in capsys.readouterr().err
