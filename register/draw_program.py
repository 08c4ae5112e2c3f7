"""The program with which anybody draws again: the code of the draw itself, in one file."""

import io
import zipapp
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from accreditation import draw

NAME = "draw.pyz"
BEGIN = "from accreditation.draw.__main__ import run\n\nrun()\n"


@lru_cache(maxsize=1)
def program() -> bytes:
    """An archive that Python runs where Django is installed (``zipapp``): the same code as here."""
    written, rooms = io.BytesIO(), Path(*draw.__path__).parent
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "accreditation" / "draw"
        copy.mkdir(parents=True)
        (copy.parent / "__init__.py").touch()
        for file in sorted((rooms / "draw").glob("*.py")):
            (copy / file.name).write_bytes(file.read_bytes())
        (Path(folder) / "__main__.py").write_text(BEGIN)
        zipapp.create_archive(folder, written)
    return written.getvalue()
