"""Names behind a seal: written so that only the holder of FORUM_SEAL_KEY learns whose they are.

A mark tells whether a given person made it (HMAC-SHA256, RFC 2104), no more; a seal holds
a name that can be read again (Fernet: AES-128-CBC and HMAC, github.com/fernet/spec). Whoever loses
the key loses the askers' rights over their own questions: it is never changed (docs/settings.md).
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings

MARK_LENGTH = 64


def key_for(purpose: str) -> bytes:
    """32 bytes; another purpose never sees the same ones."""
    return hmac.digest(settings.FORUM_SEAL_KEY.encode(), purpose.encode(), sha256)


def mark_of(pk: int, salt: str = "") -> str:
    """`<salt>.<digest>`; without a salt a new one, so that no two marks of a person are alike."""
    salt = salt or secrets.token_hex(6)
    digest = hmac.digest(key_for("mark"), f"{salt}.{pk}".encode(), sha256).hex()
    return f"{salt}.{digest[:48]}"


def is_mark_of(pk: int | None, mark: str) -> bool:
    if pk is None or not mark:
        return False
    return hmac.compare_digest(mark, mark_of(pk, mark.partition(".")[0]))


def seal(words: str) -> str:
    return Fernet(urlsafe_b64encode(key_for("seal"))).encrypt(words.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises cryptography's InvalidToken where another key made the seal."""
    return Fernet(urlsafe_b64encode(key_for("seal"))).decrypt(sealed.encode()).decode()
