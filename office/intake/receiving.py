"""How files of a form come in: only where they are asked for, and no more than may be kept."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)

View = TypeVar("View", bound=Callable)


def takes_files(view: View) -> View:
    """Mark a view whose form has files. Any other view finds none, whatever was sent."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class DoorUploadHandler(FileUploadHandler):
    """Stands before the others: a file nobody asked for is read off, and written nowhere.

    A form is taken apart before anything in it can be trusted, its token included. So this asks
    where it goes, and then who is signed in; ``request.files_left_out`` says that there were files.
    """

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        if not self._is_open():
            self.request.files_left_out = True  # type: ignore[union-attr]
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _is_open(self) -> bool:
        request: Any = self.request
        match = getattr(request, "resolver_match", None)
        if not getattr(getattr(match, "func", None), "takes_files", False):
            return False
        return bool(request.user.is_authenticated)


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes a file down as far as any file may go; what is beyond is read off and let go.

    The same holds for all files of a form together; one that found no room is marked as
    ``cut_off``. Each keeps the size it was sent with, so that whoever looks at it can say what is
    wrong.
    """

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.written = 0
        self.cut_off = False

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.cut_off = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.EVIDENCE_MAX_BYTES + self.chunk_size:
            return
        if self.cut_off or self.written + len(raw_data) > settings.FILES_AT_ONCE_MAX_BYTES:
            self.cut_off = True
            return
        self.written += len(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        file = super().file_complete(file_size)
        if file is not None:
            file.cut_off = self.cut_off  # type: ignore[attr-defined]
        return file
