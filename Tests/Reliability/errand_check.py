"""Whether an archive carried out a single command once and wholly, or not at all, and shows what the command said."""

import json

from campaign import Violation


def answer_of(heard):
    """The object that a command printed when all was done; None where the kill cut it."""
    line, end, _ = heard.partition(b"\n")
    try:
        return json.loads(line) if end else None
    except ValueError:
        raise Violation(f"a command printed a line that is no JSON: {line[:200]!r}") from None


def confirm(errand, archive, new, answer):
    """Whether the events that came are those of the errand, and the archive shows what the command said."""
    types = tuple(event["type"] for event in new)
    if types not in ((), errand.types):
        raise Violation(f"`{errand.kind}` added {list(types)}, not {list(errand.types)} or nothing")
    if answer is not None and not new:
        raise Violation(f"`{errand.kind}` answered {json.dumps(answer, ensure_ascii=False)[:200]}, and its event is not in the log")
    if not new:
        return
    position = new[-1]["position"]
    if answer is not None and answer.get("position", position) != position:
        raise Violation(f"`{errand.kind}` named position {answer['position']}, and its event is at {position}")
    if errand.text or errand.content:
        confirm_item(errand, archive, new[-1], answer)
    elif answer and errand.command.startswith("contact"):
        if (shown := archive.contact(answer["contact"])) != answer:
            raise Violation(f"`{errand.kind}` answered {answer}, and the contact is {shown}")
    elif answer and answer["account"] not in (accounts := archive.accounts()):
        raise Violation(f"`{errand.kind}` answered {answer['account']}, and the accounts are {accounts}")


def confirm_item(errand, archive, event, answer):
    # An amendment is named by its own id or by that of its note.
    if answer is not None and answer["item"] not in (event["item"], event["event"]):
        raise Violation(f"`{errand.kind}` named item {answer['item']}, and its event is of {event['item']}")
    if errand.content is not None:
        if archive.raw(event["item"], 1) != errand.content:
            raise Violation(f"the fax {event['item']} does not come out byte for byte")
        return
    card = archive.run("show", event["position"], "--json").need(0).lines()[0]
    if errand.types == ("note.amended",):
        said = [one["text"] for one in card["amendments"] if one["position"] == event["position"]]
    else:
        said = [card["text"]]
    if said != [errand.text]:
        raise Violation(f"`{errand.kind}` was to record {errand.text!r}, and position {event['position']} says {said}")
