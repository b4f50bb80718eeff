"""States other than OPERATIONAL, and personalization by components (docs/protocol.md)."""

import os

from outside_card import *
from outside_as import export_data


def closed(card, role, state):
    """What another state than OPERATIONAL answers."""
    Tally.what = "role %d in state %02X" % (role, state)
    common(card, role, state)
    if role == 1:
        card.sw("VERIFYRECEIPT", 0x6982, card.tx(0x80, 0x58, 9, 9, bytes(72), le=False))
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


def following(card, t):
    """Bars: a T that comes later bars its slot for the keys that are there; a successor takes over its predecessor's bars."""
    Tally.what = "bars, AS in LOADING"
    attributes = lambda: [e[22] for e in card.pages(0x0102, 30)[0]]
    ref1 = lambda n: n.to_bytes(2, "big")
    load_by_components(card, os.urandom(16))
    other = os.urandom(16)
    load_by_components(card, other)
    card.sw("a second T", 0x9000, card.tx(0x80, 0xDC, 2, 0, b"\1\1" + kcv(other), le=False))
    check("barred for slot 02", attributes() == [0x20, 0x28], str(attributes()))
    card.sw("ALLOW without such a key", 0x6A88, card.tx(0x80, 0x48, 2, 0, ref1(9), le=False))
    card.sw("ALLOW", 0x9000, card.tx(0x80, 0x48, 2, 0, ref1(1), le=False))
    check("one bar lifted", attributes() == [0, 0x28], str(attributes()))
    new = card.ok("GENERATE", card.tx(0x80, 0x46, 1, 0), 3)
    data = b"\1\2" + new + ref1(7) + b"Next T".ljust(16) + b"\0\0\0\5"
    card.sw("successor of itself", 0x6A86, card.tx(0x80, 0xDC, 3, 3, data, le=False))
    card.sw("successor of nobody", 0x6A88, card.tx(0x80, 0xDC, 3, 4, data, le=False))
    card.sw("successor of slot 02", 0x9000, card.tx(0x80, 0xDC, 3, 2, data, le=False))
    check("bars of slot 02 taken over", attributes() == [0, 0x68, 0xDA], str(attributes()))
    card.sw("it is no successor twice", 0x6A80, card.tx(0x80, 0xDC, 4, 2, data, le=False))
    check("where each T is from", card.get(0x0103)[0][6:] == b"\1\1\2\0", card.get(0x0103)[0].hex())
    card.sw("EXPORTS LEFT", 0x9000, card.tx(0x80, 0x4A, 0, 0, ref1(1) + b"\0\0\0\2", le=False))
    card.sw("EXPORTS LEFT of no key", 0x6A88, card.tx(0x80, 0x4A, 0, 0, ref1(9) + b"\0\0\0\2", le=False))
    card.sw("no ALLOW any more", 0x9000, card.tx(0x80, 0xDA, 1, 3, b"\1", le=False))
    card.sw("locked", 0x6986, card.tx(0x80, 0x48, 2, 0, ref1(2), le=False))
    card.sw("CLEAR of nothing", 0x6A88, card.tx(0x80, 0xE4, 1, 4, le=False))
    card.sw("CLEAR, P1", 0x6A86, card.tx(0x80, 0xE4, 4, 0, le=False))
    card.sw("CLEAR of slot 03", 0x9000, card.tx(0x80, 0xE4, 1, 3, le=False))
    check("bars stay", attributes() == [0, 0x68, 0xDA], str(attributes()))


def to_loading(card):
    """A blank AS that has identity and PINs goes to LOADING under dual control; each PIN alone does not."""
    Tally.what = "roles, AS in BLANK"
    state = lambda wanted: card.tx(0x80, 0xF0, 0, wanted, le=False)
    pin = lambda p2, value: card.tx(0, 0x20, 0, p2, value, le=False)
    card.sw("keys in BLANK", 0x6985, component(card, 0, os.urandom(16)))
    card.sw("nobody is verified", 0x6982, state(1))
    card.sw("administrator", 0x9000, pin(0x81, b"123456\xff\xff"))
    card.sw("the administrator alone", 0x6982, state(1))
    card.sw("the administrator alone, operator PIN", 0x6982, card.tx(0x80, 0xDA, 0, 0x80, OPERATOR, le=False))
    card.sw("custodian", 0x9000, pin(0x82, CUSTODIAN))
    card.sw("the administrator's PIN is there", 0x6986, card.tx(0x80, 0xDA, 0, 0x81, ADMIN, le=False))
    card.sw("identity", 0x9000, card.tx(0x80, 0xDA, 1, 1, b"ABCD" + b"Made outside".ljust(16), le=False))
    card.sw("operator PIN", 0x9000, card.tx(0x80, 0xDA, 0, 0x80, OPERATOR, le=False))
    card.sw("CHANGE of the administrator's", 0x9000, card.tx(0, 0x24, 0, 0x81, b"123456\xff\xff" + ADMIN, le=False))
    card.sw("CHANGE ended the verification", 0x6982, state(1))
    card.sw("administrator", 0x9000, pin(0x81, ADMIN))


def personalize(blank_as, blank_ei):
    """Gives a pair of units a T, keys and PINs of their own, by components, and lets them work together."""
    sn = blank_ei.get(0x0201)[0][:8]
    t, ta = os.urandom(16), os.urandom(32)
    for card, slot in ((blank_ei, 0), (blank_as, 1)):
        if slot:
            to_loading(card)
        Tally.what = "personalization, slot %d" % slot
        state = lambda wanted: card.tx(0x80, 0xF0, 0, wanted, le=False)
        card.sw("not from BLANK to OPERATIONAL", 0x6985, state(7))
        card.sw("LOADING", 0x9000, state(1))
        card.sw("unknown state", 0x6A86, state(2))
        card.sw("LOADING twice", 0x6985, state(1))
        card.sw("further without a first", 0x6A80, component(card, 1, t))
        card.sw("all zero", 0x6A80, component(card, 0, bytes(16)))
        card.sw("KCV of a component", 0x6A80, card.tx(0x80, 0xD8, 0, 0, t + bytes(3), le=False))
        card.sw("component of 17 bytes", 0x6700, card.tx(0x80, 0xD8, 0, 0, bytes(20), le=False))
        store = lambda suite, version, value: card.tx(0x80, 0xDC, slot, 0, bytes([suite, version]) + kcv(value), le=False)
        card.sw("first component", 0x9000, component(card, 0, t))
        card.sw("nothing would be left", 0x6A80, component(card, 1, t))
        card.sw("a single component is no key", 0x6A80, store(1, 1, t))
        load_by_components(card, t)
        card.sw("suite", 0x6A81, store(3, 1, t))
        card.sw("slot", 0x6A86, card.tx(0x80, 0xDC, 5, 0, b"\x01\x01" + kcv(t), le=False))
        card.sw("key of another suite's length", 0x6A80, store(2, 1, t))
        card.sw("tVersion FF", 0x6A80, store(1, 0xFF, t))
        card.sw("KCV of the whole", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x01\x01" + bytes(3), le=False))
        card.sw("STORE T", 0x9000, store(1, 1, t))
    Tally.what = "personalization, EI"
    card = blank_ei
    card.sw("another SN", 0x6986, card.tx(0x80, 0xDA, 2, 1, sn, le=False))
    card.sw("location with a KCV", 0x6A80, card.tx(0x80, 0xDA, 2, 2, bytes.fromhex("00011001030000") + b"\0abc", le=False))
    card.sw("location", 0x9000, card.tx(0x80, 0xDA, 2, 2, bytes.fromhex("00091001020000") + bytes(4), le=False))
    card.sw("OPERATIONAL", 0x9000, card.tx(0x80, 0xF0, 0, 7, le=False))
    card.sw("no way back", 0x6985, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("no more personalization", 0x6985, card.tx(0x80, 0xDA, 2, 1, sn, le=False))
    Tally.what = "personalization, AS"
    card = blank_as
    entry = (1).to_bytes(2, "big") + b"By components".ljust(16) + bytes.fromhex("1001020100") + kcv(ta) + b"\xff" * 4
    load_by_components(card, ta)
    card.sw("STORE TA", 0x9000, card.tx(0x80, 0xDE, 0, 0, entry, le=False))
    made = card.ok("GENERATE", card.tx(0x80, 0x46, 1, 0), 3)
    drawn = lambda bits: (2).to_bytes(2, "big") + bytes(16) + bytes.fromhex("20020101") + bytes([bits]) + made + b"\xff" * 4
    card.sw("only the card says drawn", 0x6A80, card.tx(0x80, 0xDE, 0, 0, drawn(8), le=False))
    card.sw("STORE TA of the generated key", 0x9000, card.tx(0x80, 0xDE, 0, 0, drawn(0), le=False))
    attributes = lambda: [e[22] for e in card.pages(0x0102, 30)[0]]
    check("drawn on the card", attributes() == [0, 8], str(attributes()))
    following(card, t)
    card.sw("OPERATIONAL", 0x9000, card.tx(0x80, 0xF0, 0, 7, le=False))
    card.sw("no more personalization", 0x6985, component(card, 0, t))
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
    card.sw("back to LOADING without a PIN", 0x6982, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("administrator", 0x9000, card.tx(0, 0x20, 0, 0x81, ADMIN, le=False))
    card.sw("the administrator alone", 0x6982, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("custodian", 0x9000, card.tx(0, 0x20, 0, 0x82, CUSTODIAN, le=False))
    card.sw("back to LOADING", 0x9000, card.tx(0x80, 0xF0, 0, 1, le=False))
    check("one act", card.get(0x0101)[0][24:26] == b"\0\1")
    card.sw("another identity", 0x6986, card.tx(0x80, 0xDA, 1, 1, bytes(20), le=False))
    check("still one act", card.get(0x0101)[0][24:26] == b"\0\1")
    card.sw("TERMINATED", 0x9000, card.tx(0x80, 0xF0, 0, 0x7F, le=False))
    card.sw("for good", 0x6985, card.tx(0x80, 0xF0, 0, 1, le=False))
    card.sw("no PIN any more", 0x6985, card.tx(0, 0x20, 0, 0x81, ADMIN, le=False))
    identity = card.ok("0101", card.get(0x0101))
    check("no tries, T still told", identity[20:24] == b"\x7f\0\0\0" and identity[30:36] == b"\1\1\1" + kcv(t))
