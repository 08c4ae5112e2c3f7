"""Formulas that reach out of the table they stand in, and cells of text that would become any."""

import re

# What fetches or starts something, under the names Excel gives it in the languages of cities. They
# are refused wherever they are called; with other names it is asked what they are given.
REACHING = (
    r"WEBSERVICE|WEBDIENST|SERVICEWEB|SERVICIOWEB|SERVIZIO\.WEB|SERVIÇOWEB|WEBBTJÄNST|WEBTJENESTE|"
    r"NETTJENESTE|VERKKOPALVELU|WEBSZOLGÁLTATÁS|WEBHİZMETİ|ВЕБСЛУЖБА|IMPORT(?:XML|DATA|FEED|HTML|"
    r"RANGE)|IMAGE|BILD|IMAGEN|IMMAGINE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC|LAUNCH"
)
LINKING = r"HYPERLINK|LIEN_HYPERTEXTE|HIPERVINCULO|COLLEG\.IPERTESTUALE|HIPERŁĄCZE"
CELL = r"(?<!\w)\$?[A-Z]{1,3}\$?\d{1,7}(?!\w)"
WORDS = re.compile(r'"[^"]*"')  # in a formula, what is only shown

REACHES = re.compile(
    rf"(?<![\w.])(?:\w+\.)*(?:{REACHING})\s*\("
    r"|\|[^|{}]*!"  # a program, what to tell it, and what to ask it for
    r"|'\s*(?:(?!file:///)[a-z][a-z0-9+.-]*://|\\\\)",  # a table on somebody's server
    re.IGNORECASE,
)

BEGUN = re.compile(r'[\s\ufeff"]*([=+\-@＝＋－＠])')
SIGNS = str.maketrans("＝＋－＠", "=+-@")  # spreadsheets take those for these
# A number or a text that is only shown; whatever a delimiter and more follow, is no formula.
PLAIN = re.compile(r'[\d.,\s]*%?(?:[;\t].*)?|"[^"]*"(?:[,;\t].*)?', re.DOTALL)
# A sign may also stand before a word, a list, a number of a telephone. These do not:
CALCULATED = re.compile(
    rf"""
      (?<![\w.])(?:{REACHING}|{LINKING})\s*\(
    | [\w.]\s*\((?:[^)]*[&,;+*/^=<>(-]\s*)?"       # something called with a text
    | [\w.]\((?:\)|[^)]*$|[^)]*(?:{CELL}|\d\s*[+*^]\s*\d|\w\[-?\d))  # or with a cell, or a sum
    | [\w.'")]\|\S | \|[^!]*![\w'$]                # a program
    | '!\w | !\$?[A-Z]{{1,3}}\$?\d                 # another table
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Where a comma is part of a number, a row that others divide there is one cell.
STARTED = re.compile(rf"(?<![\w.])(?:{REACHING}|{LINKING})\s*\(|[\w.'\")]\|\S[^!]*!", re.IGNORECASE)
MARKS = frozenset("(|!")  # one of which each of them has
CELLS_ONLY = re.compile(rf"(?=[^A-Z]*{CELL})(?:[\d.,%\s+*/^&()<>=:;-]|{CELL})+", re.IGNORECASE)
CALLED = re.compile(r"\s*[\w.]+\(")


def reaches_out(formula: str) -> bool:
    """Would this formula fetch something, or start a program?"""
    return bool(REACHES.search(WORDS.sub('""', formula)))


def would_run(cell: str) -> bool:
    """Would a spreadsheet program that opens this text calculate it, rather than show it?"""
    begun = BEGUN.match(cell)
    if begun is None:
        return False
    first, rest = begun.group(1).translate(SIGNS), cell[begun.end() :]
    if first == "=":
        return not PLAIN.fullmatch(rest.strip(" =\t\r\n"))
    if first == "@" and CALLED.match(rest):
        return True
    if not rest[:1].isspace() and CELLS_ONLY.fullmatch(rest):
        return True
    return not MARKS.isdisjoint(rest) and bool(CALCULATED.search(rest))


def would_run_undivided(row: list[str], delimiter: str) -> bool:
    """Would a row start something in a program that does not divide it where we did?"""
    if len(row) < 2 or not BEGUN.match(row[0]):
        return False
    whole = delimiter.join(row)
    return not MARKS.isdisjoint(whole) and bool(STARTED.search(whole))
