"""The body limit that holds before anything is parsed (reliability.md, part 1, row 1).

Daphne takes whole bodies into memory and Twisted parses multipart forms before the application
is asked; Django's own limits come too late. This request class counts bytes as they arrive,
answers 413 at the limit, and keeps Twisted's hands off the form.
"""

from daphne.http_protocol import WebRequest
from django.conf import settings
from twisted.internet import reactor

LINGER = 2  # seconds in which a client may still send before it must read our answer
PAGE = (
    "<!doctype html><html lang=id><meta charset=utf-8>"
    '<meta name=viewport content="width=device-width"><title>413</title>'
    "<h1>Berkas terlalu besar</h1><p>Kiriman ini lebih dari {limit} MB. Perkecil berkasnya atau "
    "bagikan tautannya. Tekan tombol kembali: tulisan Anda masih ada.</p>"
    "<h1 lang=en>The file is too large</h1><p lang=en>What you sent is over {limit} MB. Make the "
    "file smaller or share a link. Press Back: what you typed is still there.</p></html>"
)


class BoundedRequest(WebRequest):
    """Daphne's request with a limit of `FORUM_MAX_BODY` bytes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.received = 0
        self.is_refused = False
        self._parsePOSTFormSubmission = False  # Django parses forms itself

    def gotLength(self, length):
        if length is not None and length > settings.FORUM_MAX_BODY:
            self.refuse()
            length = 0
        super().gotLength(length)

    def handleContentChunk(self, data):
        self.received += len(data)
        if self.is_refused:
            return
        if self.received > settings.FORUM_MAX_BODY:
            self.refuse()
        else:
            super().handleContentChunk(data)

    def requestReceived(self, command, path, version):
        if not self.is_refused:
            super().requestReceived(command, path, version)

    def refuse(self):
        self.is_refused = True
        page = PAGE.format(limit=settings.FORUM_MAX_BODY // 1024 // 1024).encode()
        self.channel.transport.write(
            b"HTTP/1.1 413 Content Too Large\r\nContent-Type: text/html; charset=utf-8\r\n"
            b"Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
            b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
        )
        # Closing at once would reset the connection before the client has read the answer.
        reactor.callLater(LINGER, self.channel.loseConnection)
