"""Signs a finished PDF with a certificate of the association, in a copy: signing ends the identity of bytes."""

from __future__ import annotations

import io
from pathlib import Path

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import in_project
from chirashi.review.papers.workbook import missing

FIELD = "Chirashi"


def signed(content: bytes, certificate: Path, password: str, reason: str) -> bytes:
    """The PDF with a signature that any viewer checks; nothing of what was there is changed.

    :param certificate: a PKCS #12 file (.p12, .pfx) with the key.
    :raises Trouble: where pyHanko is not installed, or the certificate cannot be opened by this password.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
    except ImportError:
        raise missing("sign") from None
    signer = signers.SimpleSigner.load_pkcs12(certificate, passphrase=password.encode())  # type: ignore[no-untyped-call]
    if signer is None:
        raise Trouble(Problem(in_project(certificate), 0, "certificate-unreadable"))
    details = signers.PdfSignatureMetadata(field_name=FIELD, reason=reason)
    written = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), details, signer=signer)
    made: bytes = written.getvalue()
    return made
