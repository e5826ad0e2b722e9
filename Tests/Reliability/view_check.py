"""Compares the answers of two archives that have the same log, one of whose views are built from it alone."""

from campaign import Violation

COMPARED = 3  # subjects of a kind whose cards and timelines are compared; the lists are compared whole


def some(found, dice):
    return dice.sample(found, k=min(COMPARED, len(found)))


def compare(archive, copy, identities, dice):
    """Contacts, proposals and accounts; cards and timelines of several contacts, organisations, accounts and owners."""
    contacts, accounts = archive.contacts(), archive.accounts()
    same("list of contacts", contacts, copy.contacts())
    same("list of proposals", archive.contacts("--proposals"), copy.contacts("--proposals"))
    same("list of accounts", accounts, copy.accounts())
    people = some(identities, dice)
    people += some([one["contact"] for one in contacts if one["kind"] == "person"], dice)
    people += some([one["contact"] for one in contacts if one["kind"] == "organisation"], dice)
    for who in people:
        same(f"card of {who}", [archive.contact(who)], [copy.contact(who)])
    ours = some([one["account"] for one in accounts], dice) + some(sorted({one["owner"] for one in accounts} - {""}), dice)
    for who in people + ours:
        same(f"timeline of {who}", archive.timeline(who), copy.timeline(who))


def same(what, now, rebuilt):
    if now == rebuilt:
        return
    place = next((number for number, pair in enumerate(zip(now, rebuilt)) if pair[0] != pair[1]), min(len(now), len(rebuilt)))
    raise Violation(f"the {what} has {len(now)} lines, after a rebuild {len(rebuilt)}; they differ at line {place + 1}: "
                    f"{str(now[place:place + 1])[:400]} against {str(rebuilt[place:place + 1])[:400]}")
