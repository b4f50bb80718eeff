"""States other than OPERATIONAL, and personalization by components (docs/protocol.md)."""

import os

from outside_card import *
from outside_as import export_data


def closed(card, role, state):
    """What another state than OPERATIONAL answers."""
    Tally.what = "role %d in state %02X" % (role, state)
    common(card, role, state)
    if role == 1:
        card.sw("VERIFYRECEIPT", 0x6985, card.tx(0x80, 0x58, 9, 9, bytes(72), le=False))
        card.sw("VERIFYRECEIPT's length comes first", 0x6700, card.tx(0x80, 0x58, 9, 9, bytes(71), le=False))
    else:
        card.sw("INITIATE", 0x6985, card.tx(0x80, 0x52, 0, 0))
        card.sw("IMPORTKEY", 0x6985, card.tx(0x80, 0x56, 0, 0, bytes(66)))
        card.sw("IMPORTKEY's length comes first", 0x6700, card.tx(0x80, 0x56, 0, 0, bytes(67)))
        card.sw("0201", 0x9000, card.get(0x0201))


def component(card, p1, value):
    return card.tx(0x80, 0xD8, p1, 0, value + kcv(value), le=False)


def load_by_components(card, value):
    share = os.urandom(len(value))
    card.sw("first component", 0x9000, component(card, 0, share))
    card.sw("second component", 0x9000, component(card, 1, xor(share, value)))


def personalize(blank_as, blank_ei, sn):
    """Gives a pair of units a T, keys, PINs and an SN of their own, by components, and lets them work together."""
    t, ta = os.urandom(16), os.urandom(32)
    for card, slot in ((blank_ei, 0), (blank_as, 1)):
        Tally.what = "personalization, slot %d" % slot
        state = lambda wanted: card.tx(0x80, 0xF0, 0, wanted, le=False)
        card.sw("not from BLANK to OPERATIONAL", 0x6985, state(7))
        card.sw("LOADING", 0x9000, state(1))
        card.sw("unknown state", 0x6A86, state(2))
        card.sw("LOADING twice", 0x6985, state(1))
        if slot:
            card.sw("the administrator is due", 0x6982, component(card, 1, bytes(16)))
            card.sw("administrator", 0x9000, card.tx(0, 0x20, 0, 0x81, b"123456\xff\xff", le=False))
        card.sw("further without a first", 0x6A80, component(card, 1, bytes(16)))
        card.sw("KCV of a component", 0x6A80, card.tx(0x80, 0xD8, 0, 0, t + bytes(3), le=False))
        card.sw("component of 17 bytes", 0x6700, card.tx(0x80, 0xD8, 0, 0, bytes(20), le=False))
        load_by_components(card, t)
        card.sw("suite", 0x6A81, card.tx(0x80, 0xDC, slot, 0, b"\x03\x01" + kcv(t), le=False))
        card.sw("slot", 0x6A86, card.tx(0x80, 0xDC, 5, 0, b"\x01\x01" + kcv(t), le=False))
        card.sw("key of another suite's length", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x02\x01" + kcv(t), le=False))
        card.sw("KCV of the whole", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x01\x01" + bytes(3), le=False))
        load_by_components(card, t)
        card.sw("STORE T", 0x9000, card.tx(0x80, 0xDC, slot, 0, b"\x01\x01" + kcv(t), le=False))
    Tally.what = "personalization, EI"
    card = blank_ei
    card.sw("SN", 0x9000, card.tx(0x80, 0xDA, 2, 1, sn, le=False))
    card.sw("location with a KCV", 0x6A80, card.tx(0x80, 0xDA, 2, 2, bytes.fromhex("00011001030000") + b"\0abc", le=False))
    card.sw("location", 0x9000, card.tx(0x80, 0xDA, 2, 2, bytes.fromhex("00091001020000") + bytes(4), le=False))
    card.sw("OPERATIONAL", 0x9000, card.tx(0x80, 0xF0, 0, 7, le=False))
    card.sw("no way back", 0x6985, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("no more personalization", 0x6985, card.tx(0x80, 0xDA, 2, 1, sn, le=False))
    Tally.what = "personalization, AS"
    card = blank_as
    card.sw("identity", 0x9000, card.tx(0x80, 0xDA, 1, 1, b"ABCD" + b"Made outside".ljust(16), le=False))
    card.sw("operator PIN", 0x9000, card.tx(0x80, 0xDA, 0, 0x80, OPERATOR, le=False))
    card.sw("administrator PIN", 0x9000, card.tx(0x80, 0xDA, 0, 0x81, ADMIN, le=False))
    card.tx(0, 0x20, 0, 0x81, ADMIN, le=False)
    entry = (1).to_bytes(2, "big") + b"By components".ljust(16) + bytes.fromhex("1001020100") + kcv(ta) + b"\xff" * 4
    load_by_components(card, ta)
    card.sw("STORE TA", 0x9000, card.tx(0x80, 0xDE, 0, 0, entry, le=False))
    made = card.ok("GENERATE", card.tx(0x80, 0x46, 1, 0), 3)
    card.sw("STORE TA of the generated key", 0x9000, card.tx(0x80, 0xDE, 0, 0, (2).to_bytes(2, "big") + bytes(16)
            + bytes.fromhex("2002010100") + made + b"\xff" * 4, le=False))
    card.sw("OPERATIONAL", 0x9000, card.tx(0x80, 0xF0, 0, 7, le=False))
    card.sw("no more personalization", 0x6985, component(card, 0, bytes(16)))
    Tally.what = "a pair of units made outside"
    card.sw("VERIFY", 0x9000, card.tx(0, 0x20, 0, 0x80, OPERATOR, le=False))
    i = blank_ei.initiate()
    d = Download(1, 1, t, sn, i["r"])
    check("P", d.p == i["p"])
    answer = card.ok("EXPORTKEY", card.tx(0x80, 0x54, 1, 1, export_data(sn, 1, 9, i["r"], i["p"])), 96)
    stored = blank_ei.ok("IMPORTKEY", blank_ei.tx(0x80, 0x56, 0, 0, b"\0\x09" + answer[:80]), 20)
    check("KCV(TA)", stored[:4] == b"\1" + kcv(ta))
    check("receipt against V", commitment(stored[4:]) == answer[80:])
    card.select(AS_AID)
    card.sw("back to LOADING without the administrator", 0x6982, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("administrator", 0x9000, card.tx(0, 0x20, 0, 0x81, ADMIN, le=False))
    card.sw("back to LOADING", 0x9000, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("TERMINATED", 0x9000, card.tx(0x80, 0xF0, 0, 0x7F, le=False))
    card.sw("for good", 0x6985, card.tx(0x80, 0xF0, 0, 1, le=False))
