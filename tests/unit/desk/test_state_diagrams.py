"""The diagrams of the README are what the tables of states say."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from factcheck.accounts.moves import diagram
from factcheck.claims.states import TRANSITIONS as CLAIMS
from factcheck.desk.management.commands.state_diagrams import diagrams
from factcheck.verdicts.states import TRANSITIONS as VERDICTS

README = Path(__file__).parents[3] / "README.md"
BEGIN, END = "<!-- manage.py state_diagrams -->", "<!-- end of state_diagrams -->"


def test_the_readme_shows_what_the_command_prints():
    printed = StringIO()
    call_command("state_diagrams", stdout=printed)
    embedded = README.read_text().partition(BEGIN)[2].partition(END)[0]
    assert embedded.strip() == printed.getvalue().strip()


def test_each_move_is_an_arrow_with_its_role():
    drawn = diagrams()
    for table in (CLAIMS, VERDICTS):
        for (old, new), role in table.items():
            assert f"{old} --> {new}: {role}" in drawn


def test_a_diagram_begins_in_the_first_state_and_ends_where_nothing_leads_on():
    assert diagram(["a", "b", "c"], {("a", "b"): "editor", ("b", "a"): "viewer", ("a", "c"): "admin"}) == (
        "stateDiagram-v2\n    [*] --> a\n    a --> b: editor\n    b --> a: viewer\n    a --> c: admin\n    c --> [*]"
    )
