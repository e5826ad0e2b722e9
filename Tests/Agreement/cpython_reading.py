"""What CPython's `email` (policy default) says about a message, in the terms that evrak uses."""

import email.policy
import hashlib
from dataclasses import dataclass, field
from email.parser import BytesParser

ADDRESS_FIELDS = {"from": "From", "to": "To", "cc": "Cc", "reply_to": "Reply-To"}
READ_FIELDS = ["Subject", "Date", "Message-ID", *ADDRESS_FIELDS.values()]
MIME_FIELDS = ["Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "MIME-Version"]
# Leaves every header as it came: the bytes of an attached message must not be folded anew.
VERBATIM = email.policy.default.clone(refold_source="none", max_line_length=None, cte_type="8bit")
INLINE_MEDIA = ("image", "audio", "video")


@dataclass
class Reading:
    message: object
    raw: bytes
    defects: list = field(default_factory=list)
    message_id: str = ""
    subject: str = ""
    date: object = None  # an aware datetime, or None
    addresses: dict = field(default_factory=dict)  # of each field, a list of (display name, address)
    leaf_parts: int = 0
    attachments: list = field(default_factory=list)  # the parts
    digests: list = field(default_factory=list)  # SHA-256 of each attachment


def read(raw):
    """Raises whatever CPython raises: messages that it cannot read are counted by the caller."""
    message = BytesParser(policy=email.policy.default).parsebytes(raw)
    one = Reading(message, raw)
    one.message_id = str(message["Message-ID"] or "").strip().removeprefix("<").removesuffix(">")
    one.subject = str(message["Subject"] or "")
    date = message["Date"]
    one.date = date.datetime if date is not None else None
    for name, title in ADDRESS_FIELDS.items():
        fields = message.get_all(title, [])
        # A field of the originator stands once; of several the first counts (RFC 5322 §3.6).
        fields = fields if name in ("to", "cc") else fields[:1]
        one.addresses[name] = [(mailbox.display_name, mailbox.addr_spec) for value in fields for mailbox in value.addresses]
    one.leaf_parts = sum(1 for part in message.walk() if not part.is_multipart())
    one.attachments = attachments(message)
    one.digests = [hashlib.sha256(content(part)).hexdigest() for part in one.attachments]
    one.defects = sorted(defects(message))
    return one


def defects(message):
    """The names of the defects of all parts, of the fields read and, after decoding, of the bodies."""
    found = set()
    for part in message.walk():
        if not part.is_multipart():
            part.get_payload(decode=True)
        found.update(type(defect).__name__ for defect in part.defects)
        for name in MIME_FIELDS + (READ_FIELDS if part is message else []):
            for value in part.get_all(name, []):
                found.update(type(defect).__name__ for defect in getattr(value, "defects", ()))
    return found


def content(part):
    """The decoded bytes of an attachment; of an attached message, the message."""
    if part.get_content_maintype() == "message" and part.is_multipart():
        return b"".join(inner.as_bytes(policy=VERBATIM) for inner in part.get_payload())
    return part.get_payload(decode=True) or b""


def attachments(message):
    """What is not the text, by the rules of RFC 8621 §4.1.4 that evrak follows, on CPython's tree: media shown within the
    text count as attachments too, and so does every attached message as a whole."""
    found = []

    def take(parts, parent):
        for index, part in enumerate(parts):
            if part.get_content_maintype() == "multipart" and part.is_multipart():
                take(part.get_payload(), part.get_content_subtype())
            elif not is_text(part, index, parent):
                found.append(part)

    def is_text(part, index, parent):
        if part.get_content_type() not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            return False
        return index == 0 or (parent != "related" and not part.get_filename())

    take([message], None) if not message.is_multipart() or message.get_content_maintype() == "message" else take(
        message.get_payload(), message.get_content_subtype())
    return found
