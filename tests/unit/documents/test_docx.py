import io
import time
from functools import cache

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.documents.extraction.docx import draw
from factcheck.documents.extraction.errors import CouldNotRead, Damaged, Encrypted, UnsupportedType
from factcheck.documents.extraction.values import Found

from .drawings import assert_drawn_or_refused, assert_holds_everything, flipped, pieces, with_parts, zipped

REPORT = (
    "The harbour bridge in Example Town will stay shut until March, the port authority said on Monday, after "
    "inspectors found eleven cracks in its northern pier."
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def report():
    """A report as people write them, made by a library that is not ours."""
    document = docx.Document()
    document.add_heading("Bridge shut for the winter", 0)
    document.add_paragraph("By Jane Doe")
    document.add_paragraph("31 August 2020")
    paragraph = document.add_paragraph(REPORT)
    document.add_heading("What comes next", 2)
    document.add_paragraph("Buses run over the southern bridge.", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["Month", "Trips\tby bus", "May", "1,200\nor so"], strict=True):
        cell.text = words
    document.sections[0].header.paragraphs[0].text = "Example Town council"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_comment(paragraph.runs, text="Who counted them?", author="Max Roe", initials="MR")
    document.core_properties.title = "Template 7"
    document.core_properties.author = "Office"
    return saved(document)


def part(body, **others):
    """A Word file with this body and these further parts (by relation: "footnotes")."""
    types = "".join(f'<Relationship Id="{n}" Type="{R}/{n}" Target="{n}.xml"/>' for n in others)
    link = f'<Relationship Id="l" Type="{R}/hyperlink" TargetMode="External" Target="https://a.example/r"/>'
    return zipped(
        {
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{link}{types}</Relationships>",
            **{f"word/{name}.xml": xml for name, xml in others.items()},
        }
    )


def p(*runs):
    return f"<w:p>{''.join(run if run.startswith('<') else f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_a_report_is_read_in_the_order_of_its_pages():
    drawing = draw(report())
    assert pieces(drawing) == [
        ("boilerplate", "page header", "Example Town council"),
        ("heading", "", "Bridge shut for the winter"),
        ("paragraph", "", "By Jane Doe"),
        ("paragraph", "", "31 August 2020"),
        ("paragraph", "", REPORT),
        ("heading", "", "What comes next"),
        ("list_item", "", "Buses run over the southern bridge."),
        ("row", "table 1, row 1", "Month\tTrips by bus"),
        ("row", "table 1, row 2", "May\t1,200\nor so"),
        ("comment", "comment by Max Roe", "Who counted them?"),
        ("boilerplate", "page footer", "Page 1"),
    ]
    assert [block.level for block in drawing.blocks if block.kind == "heading"] == [1, 2]
    assert_holds_everything(drawing)


def test_what_readers_see_goes_before_the_properties_and_the_file_s_times_date_nothing():
    says = draw(report()).says
    assert says.title == Found("Bridge shut for the winter", "content", "first heading")
    assert says.author == Found("Jane Doe", "content", "line “By Jane Doe”")
    assert says.published == Found("31 August 2020", "content", "line “31 August 2020”")
    assert says.language.value == "en"
    plain = docx.Document()
    plain.add_paragraph(REPORT)
    plain.core_properties.title, plain.core_properties.author = "Bridge", "Jane Doe"
    says = draw(saved(plain)).says
    assert says.title == Found("Bridge", "metadata", "document property “title”")
    assert says.author == Found("Jane Doe", "metadata", "document property “creator”")
    assert says.published is None
    assert any("2013-12-23" in message for message in says.messages)


def test_notes_are_numbered_as_on_the_page_and_keep_their_links():
    note = '<w:{0} w:id="{1}">{2}</w:{0}>'
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    link = '<w:hyperlink r:id="l"><w:r><w:t>the report</w:t></w:r></w:hyperlink>'
    notes = f"<w:footnotes {NAMES}>{separator}{note.format('footnote', 1, p('Later.'))}"
    notes += f"{note.format('footnote', 2, p('See ', link))}</w:footnotes>"
    ends = f"<w:endnotes {NAMES}>{note.format('endnote', 5, p('The end.'))}</w:endnotes>"
    rels = (
        f'<Relationships><Relationship Id="l" Type="{R}/hyperlink" TargetMode="External" Target="https://b.example"/>'
    )
    body = p("One", '<w:r><w:footnoteReference w:id="2"/></w:r>', " two")
    body += p("Three", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    data = with_parts(
        part(body, footnotes=notes, endnotes=ends),
        {"word/_rels/footnotes.xml.rels": f"{rels}</Relationships>"},
    )
    drawing = draw(data)
    assert pieces(drawing) == [
        ("paragraph", "", "One two"),
        ("paragraph", "", "Three"),
        ("note", "note 1", "See the report"),
        ("note", "note 2", "Later."),
        ("note", "endnote", "The end."),
    ]
    ((start, end, href),) = drawing.blocks[2].links
    assert (drawing.text[start:end], href) == ("the report", "https://b.example")


def test_inserted_words_are_read_and_deleted_or_hidden_ones_are_not_and_both_is_said():
    body = p(
        "It ",
        '<w:del w:author="A"><w:r><w:delText>never </w:delText></w:r></w:del>',
        '<w:ins w:author="A"><w:r><w:t>always </w:t></w:r></w:ins>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>",
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>opens.</w:t></w:r>',
    )
    drawing = draw(part(body))
    assert drawing.text == "It always opens."
    assert "inserted words are read (places: 1), deleted words are not (places: 1)" in drawing.says.messages[0]
    assert "hidden" in drawing.says.messages[1]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    shape = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = draw(part(p("Before ", f"{shape}</mc:AlternateContent></w:r>", "and after") + p("Last")))
    assert pieces(drawing) == [
        ("paragraph", "", "Before and after"),
        ("paragraph", "text box", "In the box"),
        ("paragraph", "", "Last"),
    ]


def test_a_table_for_the_looks_is_no_table_and_one_inside_a_cell_keeps_its_words_in_it():
    def table(*rows):
        cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    inner = table([p("x"), p("y")], [p("z"), p("")])
    drawing = draw(part(table([p("Alone") + p("still") + table([p("a") + inner, p("b") + p("") + p("c")])])))
    assert pieces(drawing) == [
        ("paragraph", "", "Alone"),
        ("paragraph", "", "still"),
        ("row", "table 1, row 1", "a\nx\ny\nz\tb\nc"),
    ]


def test_links_written_as_fields_lie_on_their_words():
    def field(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "https://a.example/f" </w:instrText></w:r>'
    body = p("See ", field("begin"), code, field("separate"), "the field", field("end"), " and more")
    drawing = draw(part(body))
    ((start, end, href),) = drawing.blocks[0].links
    assert (drawing.text, drawing.text[start:end], href) == (
        "See the field and more",
        "the field",
        "https://a.example/f",
    )


def test_the_strict_form_of_the_format_is_read_too():
    data = part(p("Strictly so"))
    strict = f"<w:document {NAMES}><w:body>{p('Strictly so')}</w:body></w:document>"
    strict = strict.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert draw(with_parts(data, {"word/document.xml": strict})).text == "Strictly so"


def ole(*names):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(n.encode("utf-16-le") for n in names)


def test_old_word_files_and_those_with_a_password_are_told_apart():
    with pytest.raises(UnsupportedType, match=r"save it as \.docx or PDF"):
        draw(ole("Root Entry", "WordDocument"))
    with pytest.raises(Encrypted):
        draw(ole("Root Entry", "EncryptedPackage"))


LAUGHS = "<!DOCTYPE d [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(b + 1)} '{f'&{chr(b)};' * 10}'>" for b in range(97, 106)
)
XXE = '<!DOCTYPE d [<!ENTITY j SYSTEM "file:///etc/passwd">'
OPEN, CLOSE = f"<w:document {NAMES}><w:body><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:body></w:document>"

HOSTILE = {
    "billion laughs": f"{LAUGHS}]>{OPEN}&j;{CLOSE}",
    "billion laughs in UTF-16": f"{LAUGHS}]>{OPEN}&j;{CLOSE}".encode("utf-16"),
    "external entity": f"{XXE}]>{OPEN}&j;{CLOSE}",
    "10,000 deep": f"<w:document {NAMES}><w:body>{'<w:tbl><w:tr><w:tc>' * 10_000}",
    "text of 11 MB": f"{OPEN}{'x' * 11_000_000}{CLOSE}",
    "cut short": OPEN,
    "empty": "",
    "another format": "<html><body>words</body></html>",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("hostile_part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_hostile_parts_are_refused_at_once(name, hostile_part):
    data = with_parts(report(), {hostile_part: HOSTILE[name]})
    began = time.process_time()
    if hostile_part != "word/document.xml" and name == "another format":
        assert draw(data).blocks
    else:
        with pytest.raises(CouldNotRead) as refusal:
            draw(data)
        assert "root:" not in refusal.value.reason
    assert time.process_time() - began < 2


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused_before_it_is_unpacked():
    bomb = with_parts(report(), {"word/document.xml": b" " * 40_000_000})
    assert len(bomb) < 200_000
    with pytest.raises(CouldNotRead, match="unpacks to more than 250 times"):
        draw(bomb)


def test_a_part_named_by_many_relations_costs_no_more_than_a_package_may(monkeypatch):
    monkeypatch.setattr("factcheck.documents.extraction.ooxml.MOST_UNPACKED", 1_000_000)
    header = f"<w:hdr {NAMES}>{p('x' * 90_000)}</w:hdr>"
    references = "".join(f'<w:headerReference r:id="h{n}"/>' for n in range(50))
    rels = "".join(f'<Relationship Id="h{n}" Type="{R}/header" Target="h.xml"/>' for n in range(50))
    data = with_parts(
        part(p("One") + f"<w:sectPr>{references}</w:sectPr>"),
        {"word/h.xml": header, "word/_rels/document.xml.rels": f"<Relationships>{rels}</Relationships>"},
    )
    with pytest.raises(CouldNotRead, match="larger than"):
        draw(data)


def test_too_many_entries_are_refused():
    with pytest.raises(CouldNotRead, match="more than 10000 parts"):
        draw(zipped({f"{n}": "" for n in range(10_001)}))


def test_a_file_that_is_no_word_file_is_damaged():
    for data in (b"", b"PK\x03\x04", zipped({"a.txt": "x"}), b"%PDF-1.7"):
        with pytest.raises(Damaged):
            draw(data)


def test_a_paragraph_of_one_megabyte_and_styles_in_a_circle_are_read():
    styles = f'<w:styles {NAMES}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    styles += '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    words = "word " * 200_000
    drawing = draw(part(f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>', styles=styles))
    assert drawing.text == words.strip()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40_000))
def test_a_truncated_file_is_refused(length):
    assert_drawn_or_refused(draw, report()[: length % len(report())])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), min_size=1, max_size=8))
def test_a_file_with_flipped_bits_is_drawn_or_refused(flips):
    assert_drawn_or_refused(draw, flipped(report(), flips))


tags = st.sampled_from(
    ["<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:t>a</w:t>",
     "<w:t> b</w:t>",
     "<w:br/>", "<w:tab/>", "<w:txbxContent>", "</w:txbxContent>", '<w:hyperlink r:id="l">', "</w:hyperlink>",
     '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "<w:del>", "</w:del>",
     "<w:sdt>", "</w:sdt>"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(tags, max_size=40))
def test_elements_in_any_order_lose_and_double_nothing(wild):
    body, still_open = [], []
    for tag in wild:
        name = tag.strip("</>").split()[0]
        if tag.startswith("</"):
            if name in still_open:
                while (inner := still_open.pop()) != name:
                    body.append(f"</{inner}>")
                body.append(tag)
        else:
            body.append(tag)
            still_open += [] if tag.endswith("/>") or "</" in tag else [name]
    body += [f"</{name}>" for name in reversed(still_open)]
    markup = "".join(body)
    drawing = draw(part(markup))
    assert_holds_everything(drawing)
    if "w:del" not in markup:
        assert drawing.text.count("a") == markup.count("<w:t>a<")
