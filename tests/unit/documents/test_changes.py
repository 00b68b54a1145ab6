from factcheck.documents.changes import Row, changes

STAYS = [f"Paragraph {number} that stays as it was." for number in range(9)]


def test_an_edited_paragraph_is_shown_with_those_around_it():
    after = [*STAYS]
    after[4] = "Paragraph 4 that became another one."
    rows = changes(STAYS, after)
    assert [row.kind for row in rows] == ["gap", "same", "edited", "same", "gap"]
    assert (rows[0].left_out, rows[2], rows[4].left_out) == (3, Row("edited", STAYS[4], after[4]), 3)


def test_paragraphs_that_share_nothing_are_one_taken_out_and_one_put_in():
    rows = changes(["It rained all day."], ["Snow fell upon mountains."])
    assert rows == [Row("removed", "It rained all day."), Row("added", "", "Snow fell upon mountains.")]


def test_one_put_in_and_one_taken_out_are_told():
    assert [row.kind for row in changes(STAYS[:2], [STAYS[0], "New and quite other.", STAYS[1]])] == [
        "same",
        "added",
        "same",
    ]
    assert [row.kind for row in changes(STAYS[:2], STAYS[:1])] == ["same", "removed"]


def test_without_a_change_there_is_only_a_gap():
    assert changes(STAYS, STAYS) == [Row("gap", left_out=9)]
