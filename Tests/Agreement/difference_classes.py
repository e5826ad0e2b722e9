"""The known classes of difference between evrak and CPython's `email`, each recognised from the message itself.

A predicate looks at one difference (field, ours, theirs) and at CPython's reading with the raw message, and says whether the
difference is of its class: not that CPython is wrong somewhere, but that its fault makes exactly this difference.
"""

import base64
import hashlib
import quopri
import re
from dataclasses import dataclass
from typing import Callable

from cpython_reading import content

NAMES = " (names)"
MESSAGES = ("message/rfc822", "message/global")
ENCODED_WORD = re.compile(r"=\?([^?\s]+)\?([BbQq])\?([^?]*)\?=")
ADJACENT = re.compile(r"(?<=\?=)\s+(?==\?)")
SURROGATE = re.compile("[\udc80-\udcff]")  # how CPython keeps raw bytes in a header


@dataclass(frozen=True)
class Known:
    name: str
    reason: str
    applies: Callable


def explain(difference, peer):
    """The class of a difference, or None."""
    return next((known for known in CLASSES if known.applies(difference, peer)), None)


# MARK: What the predicates look at

def raw_fields(message, title):
    """The values of a field as they stand in the message, unfolded."""
    return [" ".join(str(value).split()) for name, value in message.raw_items() if name.lower() == title.lower()]


def raw_addresses(difference, peer):
    title = difference.field.removesuffix(NAMES).replace("_", "-")
    return ", ".join(raw_fields(peer.message, title))


def pairs(difference):
    """Elements that differ, where both have as many; else nothing."""
    if len(difference.ours) != len(difference.theirs):
        return []
    return [(ours, theirs) for ours, theirs in zip(difference.ours, difference.theirs) if ours != theirs]


def parenthesised(raw):
    """What stands in each outermost pair of parentheses, quoted pairs resolved (RFC 5322 §3.2.2)."""
    found, depth, start, at = [], 0, 0, 0
    while at < len(raw):
        if raw[at] == "\\":
            at += 1
        elif raw[at] == "(":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif raw[at] == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append(raw[start:at])
        at += 1
    return [re.sub(r"\\(.)", r"\1", text) for text in found]


def decoded(text):
    """Encoded words decoded wherever they stand, white space between two of them left out (RFC 2047 §6.2)."""
    pieces = ENCODED_WORD.sub(lambda match: match.group().replace("_", " ") if match.group(2) in "Qq" else match.group(), text)
    pieces = re.sub(r"(\?=)\s+(?==\?)", r"\1", pieces)
    return spaced(ENCODED_WORD.sub(lambda match: decode_word(*match.groups()), pieces))


def decode_word(charset, encoding, text):
    try:
        raw = base64.b64decode(text + "===") if encoding in "Bb" else quopri.decodestring(text.encode("ascii", "replace"))
        return raw.decode(charset.split("*")[0], "replace")
    except (LookupError, ValueError):
        return "\ufffd"


def spaced(text):
    return " ".join(text.split())


def without_spaces(text):
    return "".join(text.split())


# MARK: Predicates

def is_name_in_comment(difference, peer):
    """CPython's display name is empty; ours stands in parentheses behind the address."""
    if not difference.field.endswith(NAMES):
        return False
    comments = {decoded(comment) for comment in parenthesised(raw_addresses(difference, peer))}
    return bool(pairs(difference)) and all(theirs == "" and ours in comments for ours, theirs in pairs(difference))


def is_space_between_words(difference, peer):
    """The names differ in blanks alone, and adjacent encoded words of the field, read by the rule, give ours."""
    if not difference.field.endswith(NAMES):
        return False
    raw = raw_addresses(difference, peer)
    text = decoded(raw)
    return bool(pairs(difference)) and bool(ADJACENT.search(raw)) and all(
        without_spaces(ours) == without_spaces(theirs) and ours in text and theirs not in text for ours, theirs in pairs(difference))


def is_word_out_of_place(difference, peer):
    """CPython shows an encoded word as it stands, ours is the same with it decoded."""
    if not difference.field.endswith(NAMES):
        return False
    return bool(pairs(difference)) and all(ENCODED_WORD.search(theirs) and decoded(theirs) == ours for ours, theirs in pairs(difference))


def is_split_character(difference, peer):
    """A character is cut between two encoded words of one charset; their bytes, put together, give ours."""
    if difference.field != "subject" or not ("\ufffd" in difference.theirs or ENCODED_WORD.search(difference.theirs)):
        return False
    raw = "".join(raw_fields(peer.message, "Subject")[:1])
    words = [match for match in ENCODED_WORD.finditer(raw)]
    if not words or ADJACENT.sub("", raw) == raw or len({(word.group(1).lower(), word.group(2).lower()) for word in words}) != 1:
        return False
    if without_spaces(ENCODED_WORD.sub("", raw)):
        return False
    whole = b"".join(base64.b64decode(word.group(3) + "===") if word.group(2) in "Bb"
                     else quopri.decodestring(word.group(3).replace("_", " ").encode("ascii", "replace")) for word in words)
    # GBK is what writes under the label of its subset GB 2312.
    charset = {"gb2312": "gb18030"}.get(words[0].group(1).lower(), words[0].group(1))
    try:
        return spaced(whole.decode(charset)) == difference.ours
    except (LookupError, ValueError):
        return False


def is_raw_bytes(difference, peer):
    """Bytes above 127 that are no UTF-8: U+FFFD in CPython, a character of a guessed charset in ours, all else equal."""
    if difference.field != "subject" and not difference.field.endswith(NAMES):
        return False
    texts = [(difference.ours, difference.theirs)] if difference.field == "subject" else pairs(difference)
    title = difference.field.removesuffix(NAMES).replace("_", "-")
    has_raw = any(SURROGATE.search(value) for value in raw_fields(peer.message, title))
    return has_raw and bool(texts) and all(
        len(ours) == len(theirs) and all(one == other or other == "\ufffd" for one, other in zip(ours, theirs)) for ours, theirs in texts)


def is_attached_message(part):
    """What CPython keeps as a message inside a message, and so without its bytes: every message/* type."""
    return part.is_multipart() and part.get_content_maintype() == "message"


def is_written_anew(difference, peer):
    """All attachments agree save attached messages and reports; of those, ours are bytes that stand in the message between a blank
    line and a delimiter line, and CPython's are the same but for white space."""
    if difference.field != "attachments" or len(difference.ours) != len(peer.attachments):
        return False
    changed = [(ours, part) for ours, theirs, part in zip(difference.ours, difference.theirs, peer.attachments) if ours != theirs]
    return all(is_attached_message(part) for _, part in changed) and all(
        b"".join(standing(peer.raw, ours, part).split()) == b"".join(content(part).split()) for ours, part in changed)


def standing(raw, digest, part):
    """The bytes behind `digest` between a blank line and a delimiter line or the end; where there are none, bytes that equal nothing."""
    if part.get("Content-Transfer-Encoding", "").lower() in ("base64", "quoted-printable"):
        return b"\0"
    ends = [match.start() for match in re.finditer(rb"\r?\n--", raw)] + [len(raw)]
    for start in (match.end() for match in re.finditer(rb"\n\r?\n", raw)):
        at, running = start, hashlib.sha256()
        # The line end of a blank line may be that of the delimiter too: an empty body (RFC 2046 §5.1.1).
        for end in [start] + [end for end in ends if end >= start]:
            running.update(raw[at:end])
            at = end
            if running.hexdigest() == digest:
                return raw[start:end]
    return b"\0"


def is_blocks_of_report(difference, peer):
    """The counts agree once each message/* part that is no message is one leaf, and not one for each of its blocks."""
    if difference.field != "leaf_parts":
        return False
    blocks, counted = 0, set()
    for part in peer.message.walk():
        if is_attached_message(part) and part.get_content_type() not in MESSAGES and id(part) not in counted:
            counted.update(map(id, part.walk()))
            blocks += sum(1 for inner in part.walk() if not inner.is_multipart()) - 1
    return blocks != 0 and difference.ours == difference.theirs - blocks


def is_empty_part(difference, peer):
    """As many more parts as there are delimiter lines straight after one another."""
    if difference.field != "leaf_parts":
        return False
    boundaries = [part.get_boundary() for part in peer.message.walk() if part.get_content_maintype() == "multipart"]
    empty = sum(len(re.findall(rb"(?m)^--" + re.escape(boundary.encode("ascii", "replace")) + rb"[ \t]*\r?\n(?=--"
                               + re.escape(boundary.encode("ascii", "replace")) + rb"[ \t]*\r?\n)", peer.raw))
                for boundary in boundaries if boundary)
    return empty != 0 and difference.ours == difference.theirs + empty


CLASSES = [
    Known("display name in a comment", "CPython drops it; a comment behind an address without brackets is where such mail has its "
          "name (RFC 5322 §3.4, last paragraph)", is_name_in_comment),
    Known("space between encoded words", "CPython keeps it within a phrase; it belongs to neither word (RFC 2047 §6.2)", is_space_between_words),
    Known("encoded word out of its place", "inside a quoted string or a word it is no encoded word (RFC 2047 §5), yet programs write it "
          "there: evrak decodes it on purpose", is_word_out_of_place),
    Known("character cut between encoded words", "each word should decode by itself (RFC 2047 §5); evrak joins the bytes of adjacent "
          "words, CPython decodes the halves or gives up", is_split_character),
    Known("raw bytes in a header", "header text is ASCII or UTF-8 (RFC 6532 §3.1), these bytes are neither; CPython gives U+FFFD, evrak "
          "guesses the charset", is_raw_bytes),
    Known("attached message or report written anew", "CPython keeps no bytes of message/* parts: line ends, blanks behind colons and blank "
          "lines at delimiters become its own; ours are the bytes as they came (RFC 2046 §5.1.1, §5.2.1)", is_written_anew),
    Known("blocks of a report", "CPython takes message/delivery-status and its kin for messages and counts each block of fields as a part; "
          "they are the body of one part (RFC 3464 §2.1, RFC 5965 §3)", is_blocks_of_report),
    Known("part without content", "between two delimiter lines there is a part, if an empty one (RFC 2046 §5.1.1); CPython drops it",
          is_empty_part),
]
