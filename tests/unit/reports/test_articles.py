"""A report as an article: the same in rich text and Markdown, and harmless in both."""

from dataclasses import replace

from factcheck.reports.articles import as_html, as_markdown, explanation_html, notes
from factcheck.reports.data import ReportData, ReportEnquiry, ReportEvidence, ReportSearch

EVIDENCE = ReportEvidence(
    public_id="E-0001",
    number=1,
    stance="contradicts",
    weight="central",
    quote="no *list* has one",
    sentence="In fact no *list* has one.",
    speaker="The ministry",
    voice="on_record",
    source="Ministry",
    grade=None,
    title="Calendar",
    date="2020-08",
    date_of="about",
    url="https://ministry.example/calendar",
    captured="file received",
    sha256="0" * 64,
    rationale="",
    origin=1,
)
SEARCH = ReportSearch("L-0001", 2, "three calendars", "exercise", "2020-08", "2020-09-01", "R", "not found", "")
ENQUIRY = ReportEnquiry("Q-0001", 3, "Press office", "a press office", "", "Was there one?", "2020-09-02", "")
REPORT = ReportData(
    verdict="V-0001",
    claim="C-0001",
    state="published",
    statement="There was <b>one</b>.",
    in_their_words="",
    kind="fact",
    claimant="",
    claimant_is_person=None,
    made_on="",
    rating_label="False",
    rating_value=1,
    best=5,
    worst=1,
    scale="Five steps, 1",
    conclusion="No list has one.",
    explanation="None is listed [E-0001]. We looked [L-0001] and asked [Q-0001]. None again [E-0001].",
    address="",
    published_on="",
    modified_on="",
    desk_name="",
    desk_url="",
    language="en",
    evidence=(EVIDENCE,),
    searches=(SEARCH,),
    enquiries=(ENQUIRY,),
)


def test_notes_stand_in_the_order_of_their_numbers():
    assert [note.public_id for note in notes(REPORT)] == ["E-0001", "L-0001", "Q-0001"]


def test_rich_text_has_numbers_without_links_into_our_page():
    html = as_html(REPORT)
    assert "<sup>[1]</sup>" in html
    assert "#note-" not in html
    assert "class=" not in html
    assert "There was &lt;b&gt;one&lt;/b&gt;." in html


def test_markdown_has_a_footnote_for_each_reference_and_escapes_quotes():
    text = as_markdown(REPORT)
    assert text.count("[^1]") == 3  # two references and the note
    assert "no \\*list\\* has one" in text
    assert "[^2]: Searched three calendars" in text
    assert "<https://ministry.example/calendar>" in text


def test_an_enquiry_without_an_answer_says_so():
    assert "no answer" in as_markdown(REPORT)


def test_a_reference_to_nothing_stays_readable():
    lost = replace(REPORT, explanation="See [E-0099].", evidence=())
    assert "E-0099" in as_markdown(lost)
    assert "[1]" in explanation_html(lost)


def test_an_address_that_is_no_web_address_is_not_linked():
    odd = replace(REPORT, evidence=(replace(EVIDENCE, url="javascript:alert(1)"),))
    assert "javascript" not in as_html(odd)
    assert "javascript" not in as_markdown(odd)


def test_an_address_out_of_a_hostile_page_ends_no_link():
    odd = replace(REPORT, evidence=(replace(EVIDENCE, url="https://a.example/><img src=x onerror=alert(1)>"),))
    assert "<https://a.example/%3E%3Cimg%20src=x%20onerror=alert(1)%3E>" in as_markdown(odd)


def test_html_in_an_explanation_is_text_in_markdown_too():
    text = r"Look <img src=x onerror=alert(1)> \<b> <https://a.example/> <script>x</script> [E-0001]."
    markdown = as_markdown(replace(REPORT, explanation=text))
    assert r"Look \<img src=x onerror=alert(1)> \<b> <https://a.example/> \<script>x\</script>" in markdown
