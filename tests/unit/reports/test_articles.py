"""A report as an article: the same in rich text and Markdown, and harmless in both."""

from dataclasses import replace

from factcheck.reports.articles import as_html, as_markdown, explanation_html, notes
from factcheck.reports.asked import ReportEnquiry, ReportSearch, ReportTerm
from factcheck.reports.data import (
    ClosedRule,
    Correction,
    ReportAppearance,
    ReportData,
    ReportEvidence,
    ReportPart,
    ReportQuantity,
)

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


PART = ReportPart(
    public_id="C-0002",
    statement="There was <one> in May.",
    reading="",
    takes_rating=True,
    rating_label="Half true",
    rating_value=3,
    conclusion="A small one.",
    verdict="V-0002",
    agreed_on="2020-09-03T08:00:00+00:00",
    address="https://desk.example/checks/2",
)
READING = replace(PART, public_id="C-0003", statement=REPORT.statement, reading="of the army", address="")
UNRATED = replace(PART, public_id="C-0004", rating_label="", conclusion="", verdict="", agreed_on="", address="")


def test_each_part_says_its_rating_the_verdict_behind_it_and_its_date():
    html, text = (write(replace(REPORT, parts=(PART, READING, UNRATED))) for write in (as_html, as_markdown))
    assert "<h3>Its parts</h3><ul><li>There was &lt;one&gt; in May: <strong>Half true</strong>. A small one." in html
    assert '(V-0002, approved on 2020-09-03) <a href="https://desk.example/checks/2">' in html
    assert "<h3>How it can be read</h3><ul><li>of the army: <strong>Half true</strong>" in html
    assert "- There was \\<one\\> in May: **Half true**. A small one. (V-0002, approved on 2020-09-03)" in text
    assert "- of the army: **Half true**. A small one. (V-0002, approved on 2020-09-03)\n" in text
    assert "There was \\<one\\> in May: **not rated when this was written**.\n" in text


def test_what_is_no_link_on_our_pages_is_none_in_markdown_and_no_footnote_is_written_over():
    explanation = (
        "None [E-0001]. [a](javascript:b) ![c](https://c.example/) [d](https://d.example/)\n\n[E-0001]: All of it."
    )
    text = as_markdown(replace(REPORT, explanation=explanation))
    assert r"[a]\(javascript:b) \![c](https://c.example/) [d](https://d.example/)" in text
    assert text.count("[^1]:") == 1
    assert r"[^1]\: All of it." in text


def test_footnotes_end_the_markdown_though_it_has_parts():
    text = as_markdown(replace(REPORT, parts=(PART,)))
    assert text.index("### Its parts") < text.index("[^1]: ")


def test_a_quantity_has_its_digits_grouped():
    quantity = ReportQuantity(low="17000", high="19000", unit="soldiers", counted="in the camp", as_of="2020-08")
    report = replace(REPORT, quantity=quantity)
    said = "Claimed: 17,000 to 19,000 soldiers (in the camp), as of 2020-08"
    assert f"<p>{said}</p>" in as_html(report)
    assert said in as_markdown(report)


def test_an_article_tells_what_a_reader_of_the_report_is_told():
    against = replace(EVIDENCE, public_id="E-0002", number=None, quote="four battalions", stance="corroborates")
    against = replace(against, source_mark="relied on no longer")
    report = replace(
        REPORT,
        evidence=(EVIDENCE, against),
        notice="This check is *under review*.",
        corrections=(Correction("2020-09-05T08:00:00+00:00", "correction", "A number\n\nwas wrong."),),
        in_their_words="One was held",
        claimant="The Lantern",
        made_on="2020-08",
        scope_place="within 100 km",
        scope_time="2020",
        terms=(ReportTerm("major", "500 soldiers or more", False),),
        appearances=(ReportAppearance("https://paper.example/1", "Woods", "A weekly", "2020-08-20"),),
        closed_rules=(ClosedRule("first_hand", "A first-hand source", "None is.", "Readers see it in the report."),),
        written_by=("R. W.",),
        approved_by=("E. D.",),
        approved_on="2020-09-04T10:00:00+00:00",
        unchecked_references=2,
        policy="Small desk, version 2",
    )
    html, text = as_html(report), as_markdown(report)
    for said in (
        "<p><strong>Notice</strong>: This check is *under review*.</p>",
        "<p><strong>Correction, 2020-09-05</strong>: A number",
        "<p><strong>Claimed by</strong>: The Lantern</p><p><strong>Made on</strong>: 2020-08</p>",
        "<p><strong>As we read it</strong>: within 100 km; 2020</p>",
        "<p><strong>“major”</strong>: not defined by the claimant, we take 500 soldiers or more</p>",
        "<li><strong>Contradicts</strong>: “no *list* has one”",
        "<h3>Also considered</h3><ul><li><strong>Corroborates</strong>: “four battalions”",
        "The ministry, Ministry (relied on no longer), Calendar",
        'Woods, A weekly, 2020-08-20 <a href="https://paper.example/1">',
        "<li><strong>A first-hand source</strong>: None is. Readers see it in the report.</li>",
        "<li><strong>Approved by</strong>: E. D., 2020-09-04</li>",
        "2 of its 3 references were approved without being checked",
    ):
        assert said in html
    for said in (
        "**Notice**: This check is \\*under review\\*.\n",
        "**Correction, 2020-09-05**: A number was wrong.\n",
        "**As we read it**: within 100 km; 2020\n",
        "[^1]: **Contradicts**: “no",
        "- **A first-hand source**: None is. Readers see it in the report.\n",
        "- **References**: 2 of its 3 references were approved without being checked\n",
        "- **Rules**: Small desk, version 2\n",
    ):
        assert said in text
    assert text.index("Correction") < text.index("Our rating")
