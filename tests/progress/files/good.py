"""Files as people make them: by office programs, scanners, telephones and spreadsheets."""

import io
import warnings
import zipfile

import docx
import openpyxl
import pikepdf
from openpyxl.chart import BarChart, Reference
from PIL import Image

from office import pdf
from tests.factories.progress import a_pdf, a_picture

OPEN = "application/vnd.oasis.opendocument."
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">%s</manifest:manifest>'
)


def package(parts, compression=zipfile.ZIP_DEFLATED):
    """An archive of these parts, as (name, content)."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", compression) as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name that is there already
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def with_parts(content, parts):
    """An office document with these parts in place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = [(name, archive.read(name)) for name in archive.namelist() if name not in parts]
    return package([*kept, *parts.items()])


def odt(body="<text:p>Ein Absatz.</text:p>", *more, kind="text", manifest=""):
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    return package(
        [
            ("mimetype", f"{OPEN}{kind}"),
            ("content.xml", content),
            ("META-INF/manifest.xml", MANIFEST % manifest),
            *more,
        ]
    )


def ods():
    cells = "".join(f"<table:table-cell><text:p>{n}</text:p></table:table-cell>" for n in range(3))
    rows = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    return odt(rows, kind="spreadsheet")


def word(paragraphs=("Ein Absatz.", "Zweiter, mit Ħ ġ ő ț und Ω.")):
    document = docx.Document()
    document.add_heading("Bericht", 1)
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Zelle"
    document.add_picture(io.BytesIO(a_picture("PNG")))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def sheet(*, chart=False):
    book = openpyxl.Workbook()
    rows = book.active
    for row in (["Jahr", "Fälle"], [2024, 7], [2025, 9], ["Summe", "=SUM(B2:B3)"]):
        rows.append(row)
    rows["A6"].hyperlink = "https://example.org/"
    if chart:
        bars = BarChart()
        bars.add_data(Reference(rows, min_col=2, min_row=1, max_row=3))
        rows.add_chart(bars, "D2")
    book.create_sheet("Zweites").append(["Straße", -5])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(*cells):
    """A table with these cells."""
    book = openpyxl.Workbook()
    book.active.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def printed():
    """A PDF with text, a link, and a table of contents of its own."""
    html = "<h1>Bericht</h1><p>Satz. <a href='https://example.org/'>Quelle</a></p>" * 3
    return pdf.write(f"<html lang='de'><title>Bericht</title>{html}</html>").content


def locked_for_changes():
    """A PDF that anybody opens, and that asks programs not to let it be changed."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        document.save(file, encryption=pikepdf.Encryption(owner="secret", user=""))
    return file.getvalue()


def photo():
    """A JPEG with a place, a second picture behind it and room to fill."""
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 12.0, 30.0)
    exif[0x0112] = 6  # held upright
    return a_picture("JPEG", (60, 40), exif=exif.tobytes())


GOOD = {
    "printed.pdf": printed,
    "empty pages.pdf": lambda: a_pdf(3),
    "no changes.pdf": locked_for_changes,
    "ends in a line.pdf": lambda: a_pdf() + b"\r\n",
    "letter.docx": word,
    "sheet.xlsx": sheet,
    "chart.xlsx": lambda: sheet(chart=True),
    "letter.odt": odt,
    "old libraries.odt": lambda: odt("", ("Basic/script-lc.xml", "<a/>")),
    "sheet.ods": ods,
    "table in a letter.docx": lambda: with_parts(word(), {"word/embeddings/Sheet1.xlsx": sheet()}),
    "plan.png": lambda: a_picture("PNG"),
    "scan.png": lambda: a_picture("PNG", (2480, 3508)),
    "photo.jpg": photo,
    "photo in two.jpg": lambda: photo() + b"\x00" * 10 + a_picture("JPEG"),
    "progressive.jpg": lambda: a_picture("JPEG", (600, 400), progressive=True),
    "moving.jpg": lambda: photo() + b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40,
    "rows.csv": lambda: "Straße;1\r\n-5;- keine\r\n+43 1 234;(7)\r\n====;@home\r\n".encode(),
    "quoted.csv": lambda: b'"a, b","c ""d"""\n"two\nlines",-1.5e3\n',
    "latin.csv": lambda: "Straße;1\r\n".encode("latin-1"),
    "wide.csv": lambda: "Straße\t1\r\n".encode("utf-16"),
    "notes.txt": lambda: "\ufeffEin Wort. = 5 > 3 & <b>\n".encode(),
    "rtl.txt": lambda: "שלום \u202b עולם".encode(),
}
