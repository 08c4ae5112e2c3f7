"""How larger files of a form come in: to a disk of ours, and no more of them than may be kept."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes a file down as far as any file may go; what is beyond is read off and let go.

    The file keeps the size it was sent with, so that whoever looks at it can say what is wrong.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.EVIDENCE_MAX_BYTES + self.chunk_size:
            super().receive_data_chunk(raw_data, start)
