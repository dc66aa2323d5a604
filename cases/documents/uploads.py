"""How uploaded files are received: in memory, up to a limit, and never as a file on a disk.

A file above the limit is read to its end without being kept, so that the form can say so with everything else that was
typed; breaking off would show the sender a broken connection instead.
"""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class KeptToALimit(FileUploadHandler):
    """Keeps one byte more than the limit allows; the size that the form sees is the whole file's."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what still has room."""
        if start == 0:
            self.kept = BytesIO()
        room = settings.DOCUMENT_LARGEST + 1 - self.kept.tell()
        self.kept.write(raw_data[:room])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over the file: what was kept, and how large it was."""
        kept = self.kept if file_size else BytesIO()
        kept.seek(0)
        return InMemoryUploadedFile(
            file=kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
