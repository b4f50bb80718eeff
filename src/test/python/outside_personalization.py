"""States other than OPERATIONAL, and personalization by components (docs/protocol.md)."""

import os

from outside_card import *
from outside_as import export_data


def closed(card, role, state):
    """What another state than OPERATIONAL answers."""
    Tally.what = "role %d in state %02X" % (role, state)
    common(card, role, state)
    if role == 1:
        card.sw("VERIFYRECEIPT without PIN", 0x6982, card.tx(0x80, 0x58, 9, 9, bytes(72), le=False))
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


def state(card, wanted):
    return card.tx(0x80, 0xF0, 0, wanted, le=False)


def alone(card):
    """Administrator, custodian and operator at an AS at work: none alone, nor with the operator, touches a key."""
    for who, pins in (("operator", (0x80,)), ("administrator", (0x81,)), ("custodian", (0x82,)),
                      ("operator and administrator", (0x80, 0x81)), ("operator and custodian", (0x80, 0x82))):
        Tally.what = "AS at work, " + who
        card.select(AS_AID)
        for p2 in pins:
            verify(card, p2, {0x80: OPERATOR, 0x81: ADMIN, 0x82: CUSTODIAN}[p2])
        card.sw("back to LOADING", 0x6982, state(card, 1))
        refused(card, who, 0x6985)
        card.sw("PIN of the operator", 0x6985, card.tx(0x80, 0xDA, 0, 0x80, OPERATOR, le=False))
        if 0x81 not in pins:
            card.sw("RESET RETRY COUNTER", 0x6982, card.tx(0, 0x2C, 2, 0x80, OPERATOR, le=False))
        if pins == (0x80,):
            card.sw("TERMINATED", 0x6982, state(card, 0x7F))
    card.select(AS_AID)
    verify(card, 0x80, OPERATOR)


def alone_in_loading(card):
    """The same at an AS in LOADING."""
    for who, pins in (("nobody", ()), ("operator", ((0x80, b"1234\xff\xff\xff\xff"),)), ("administrator", ((0x81, b"123456\xff\xff"),)),
                      ("custodian", ((0x82, b"654321\xff\xff"),))):
        Tally.what = "AS in LOADING, " + who
        card.select(AS_AID)
        for p2, pin in pins:
            verify(card, p2, pin)
        refused(card, who, 0x6982)
        card.sw("PIN of the operator", 0x6982, card.tx(0x80, 0xDA, 0, 0x80, OPERATOR, le=False))
        card.sw("identity", 0x6982, card.tx(0x80, 0xDA, 1, 1, bytes(20), le=False))
        card.sw("OPERATIONAL", 0x6982, state(card, 7))
        if pins:
            card.sw("VERIFYRECEIPT", 0x6985, card.tx(0x80, 0x58, 9, 9, bytes(72), le=False))


def taken(card):
    """A BLANK AS whose PINs are set, in the hands of somebody else."""
    Tally.what = "AS in BLANK, taken"
    card.select(AS_AID)
    refused(card, "nobody", 0x6985)
    for p2 in (0x80, 0x81, 0x82):
        card.sw("PIN %02X" % p2, 0x6982, card.tx(0x80, 0xDA, 0, p2, OPERATOR, le=False))
    card.sw("identity", 0x6982, card.tx(0x80, 0xDA, 1, 1, bytes(20), le=False))
    card.sw("LOADING", 0x6982, state(card, 1))
    card.sw("TERMINATED", 0x6982, state(card, 0x7F))
    card.sw("not from BLANK to OPERATIONAL", 0x6985, state(card, 7))
    verify(card, 0x81, b"123456\xff\xff")
    card.sw("LOADING, administrator alone", 0x6982, state(card, 1))
    verify(card, 0x82, b"654321\xff\xff")
    for p2 in (0x81, 0x82):
        card.sw("PIN %02X over one that is set" % p2, 0x6986, card.tx(0x80, 0xDA, 0, p2, OPERATOR, le=False))
    card.sw("PIN 83", 0x6A86, card.tx(0x80, 0xDA, 0, 0x83, OPERATOR, le=False))
    card.sw("malformed PIN", 0x6700, card.tx(0x80, 0xDA, 0, 0x80, b"12\xff\xff\xff\xff\xff\xff", le=False))
    card.sw("identity", 0x9000, card.tx(0x80, 0xDA, 1, 1, b"ABCD" + b"Made outside".ljust(16), le=False))
    card.sw("operator PIN", 0x9000, card.tx(0x80, 0xDA, 0, 0x80, OPERATOR, le=False))
    refused(card, "both", 0x6985)


def enter_t(card, slot, t):
    """Every way to get a component or a T wrong, then T."""
    card.sw("further without a first", 0x6A80, component(card, 1, os.urandom(16)))
    card.sw("KCV of a component", 0x6A80, card.tx(0x80, 0xD8, 0, 0, t + bytes(3), le=False))
    card.sw("a component of zeros", 0x6A80, component(card, 0, bytes(16)))
    card.sw("component of 17 bytes", 0x6700, card.tx(0x80, 0xD8, 0, 0, bytes(20), le=False))
    card.sw("first component", 0x9000, component(card, 0, t))
    card.sw("a single component is no key", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x01\x01" + kcv(t), le=False))
    card.sw("components that make zeros", 0x6A80, component(card, 1, t))
    load_by_components(card, t)
    card.sw("suite", 0x6A81, card.tx(0x80, 0xDC, slot, 0, b"\x03\x01" + kcv(t), le=False))
    card.sw("slot", 0x6A86, card.tx(0x80, 0xDC, 5, 0, b"\x01\x01" + kcv(t), le=False))
    card.sw("key of another suite's length", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x02\x01" + kcv(t), le=False))
    card.sw("tVersion FF", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x01\xff" + kcv(t), le=False))
    card.sw("KCV of the whole", 0x6A80, card.tx(0x80, 0xDC, slot, 0, b"\x01\x01" + bytes(3), le=False))
    card.sw("STORE T", 0x9000, card.tx(0x80, 0xDC, slot, 0, b"\x01\x01" + kcv(t), le=False))


def entry(ref1, ktype, attributes, check_value):
    return ref1.to_bytes(2, "big") + b"By hand".ljust(16) + bytes([0x10, 1, ktype, 1, attributes]) + check_value + b"\xff" * 4


def attributes(card):
    return {int.from_bytes(e[:2], "big"): e[22] for e in card.pages(0x0102, 30)[0]}


def personalize(blank_as, blank_ei, sn):
    """Gives a pair of units a T, keys, PINs and an SN of their own, by components, and lets them work together."""
    t, ta = os.urandom(16), os.urandom(32)
    card = blank_ei
    Tally.what = "personalization, EI"
    card.sw("not from BLANK to OPERATIONAL", 0x6985, state(card, 7))
    card.sw("LOADING", 0x9000, state(card, 1))
    card.sw("unknown state", 0x6A86, state(card, 2))
    card.sw("LOADING twice", 0x6985, state(card, 1))
    card.sw("SN after a T", 0x6986, card.tx(0x80, 0xDA, 2, 1, sn, le=False))
    enter_t(card, 0, t)
    card.sw("location with a KCV", 0x6A80, card.tx(0x80, 0xDA, 2, 2, bytes.fromhex("00011001030000") + b"\0abc", le=False))
    card.sw("location", 0x9000, card.tx(0x80, 0xDA, 2, 2, bytes.fromhex("00091001020000") + bytes(4), le=False))
    sn = card.get(0x0201)[0][:8]
    card.sw("OPERATIONAL", 0x9000, state(card, 7))
    card.sw("no way back", 0x6985, state(card, 1))
    card.sw("no more personalization", 0x6985, card.tx(0x80, 0xDA, 2, 1, sn, le=False))

    card = blank_as
    taken(card)
    Tally.what = "personalization, AS"
    card.sw("LOADING", 0x9000, state(card, 1))
    card.sw("LOADING twice", 0x6985, state(card, 1))
    card.sw("OPERATIONAL without a T", 0x6985, state(card, 7))
    kbk = os.urandom(32)
    load_by_components(card, kbk)
    card.sw("STORE KBK", 0x9000, card.tx(0x80, 0xD6, 0, 0, kcv(kbk), le=False))
    card.sw("the KBK is gone from RAM", 0x6A80, card.tx(0x80, 0xD6, 0, 0, kcv(kbk), le=False))
    enter_t(card, 1, t)
    load_by_components(card, ta)
    card.sw("a key that says it was drawn", 0x6A80, card.tx(0x80, 0xDE, 0, 0, entry(1, 2, 8, kcv(ta)), le=False))
    card.sw("STORE TA", 0x9000, card.tx(0x80, 0xDE, 0, 0, entry(1, 2, 0, kcv(ta)), le=False))
    card.sw("keyType 03", 0x6A86, card.tx(0x80, 0x46, 3, 0))
    made = card.ok("GENERATE", card.tx(0x80, 0x46, 1, 0), 3)
    card.sw("STORE TA of the generated key", 0x9000, card.tx(0x80, 0xDE, 0, 0, entry(2, 1, 0, made), le=False))
    check("drawn on the card, and nothing barred", attributes(card) == {1: 0, 2: 8}, str(attributes(card)))
    bars(card, t)
    sealed(card)
    card.sw("OPERATIONAL", 0x9000, state(card, 7))
    card.sw("no more personalization", 0x6985, component(card, 0, bytes(16)))
    card.sw("OPERATIONAL ends every verification", 0x63C3, card.tx(0, 0x20, 0, 0x82, le=False))
    at_work(card, blank_ei, t, ta, sn)
    card.select(AS_AID)
    card.sw("back to LOADING without anybody", 0x6982, state(card, 1))
    verify(card, 0x81, b"123456\xff\xff")
    card.sw("back to LOADING without the custodian", 0x6982, state(card, 1))
    verify(card, 0x82, b"654321\xff\xff")
    card.sw("back to LOADING", 0x9000, state(card, 1))
    check("an act", card.get(0x0101)[0][24:26] == b"\0\1")
    card.sw("identity once acts count", 0x6986, card.tx(0x80, 0xDA, 1, 1, bytes(20), le=False))
    card.sw("EXPORTS LEFT", 0x9000, card.tx(0x80, 0x4A, 0, 0, b"\0\1" + bytes(4), le=False))
    check("another act", card.get(0x0101)[0][24:26] == b"\0\2")
    card.sw("TERMINATED", 0x9000, state(card, 0x7F))
    card.sw("for good", 0x6985, state(card, 1))
    check("tries show 00", card.get(0x0101)[0][21:24] == bytes(3))
    refused(card, "in TERMINATED", 0x6985)


def bars(card, t):
    """A T of his own in another slot gets nothing, with every PIN verified; the lock makes it so for good."""
    Tally.what = "bars"
    mine = os.urandom(16)
    load_by_components(card, mine)
    card.sw("STORE T", 0x9000, card.tx(0x80, 0xDC, 3, 0, b"\x01\x07" + kcv(mine), le=False))
    check("slot 03 is barred for every key", attributes(card) == {1: 0x40, 2: 0x48}, str(attributes(card)))
    for p1, p2 in ((0, 0), (5, 0), (1, 1)):
        card.sw("ALLOW P1 P2", 0x6A86, card.tx(0x80, 0x48, p1, p2, b"\0\1", le=False))
    card.sw("ALLOW of no key", 0x6A88, card.tx(0x80, 0x48, 3, 0, b"\0\x63", le=False))
    card.sw("ALLOW for an empty slot", 0x6A88, card.tx(0x80, 0x48, 4, 0, b"\0\1", le=False))
    card.sw("ALLOW", 0x9000, card.tx(0x80, 0x48, 3, 0, b"\0\2", le=False))
    check("lifted", attributes(card)[2] == 8)
    card.sw("a lock that there is not", 0x6A80, card.tx(0x80, 0xDA, 1, 3, b"\x04", le=False))
    card.sw("no ALLOW any more", 0x9000, card.tx(0x80, 0xDA, 1, 3, b"\x01", le=False))
    card.sw("ALLOW under its lock", 0x6986, card.tx(0x80, 0x48, 3, 0, b"\0\1", le=False))
    successor = lambda n, o, value: card.tx(0x80, 0xDC, n, o, b"\x01\x02" + value + b"\0\x09" + bytes(16) + b"\0\0\0\x0f", le=False)
    card.sw("a typed successor", 0x6A80, successor(2, 1, kcv(mine)))
    drawn = card.ok("GENERATE", card.tx(0x80, 0x46, 1, 0), 3)
    card.sw("successor of itself", 0x6A86, successor(2, 2, drawn))
    card.sw("successor of no T", 0x6A88, successor(2, 4, drawn))
    card.sw("successor", 0x9000, successor(2, 1, drawn))
    check("it has its predecessor's bars and leaves under it alone", attributes(card) == {1: 0x40, 2: 8, 9: 0xEA}, str(attributes(card)))
    check("origins", card.get(0x0103)[0][6:] == b"\1\2\1\0", card.get(0x0103)[0].hex())
    card.sw("CLEAR P1 P2", 0x6A86, card.tx(0x80, 0xE4, 1, 5, le=False))
    card.sw("CLEAR of an empty slot", 0x6A88, card.tx(0x80, 0xE4, 1, 4, le=False))
    card.sw("EXPORTS LEFT of no key", 0x6A88, card.tx(0x80, 0x4A, 0, 0, b"\0\x63" + bytes(4), le=False))


def sealed(card):
    """A record comes back where it was, and nowhere is anything overwritten."""
    Tally.what = "sealed records"
    card.sw("EXPORT SEALED without the operator", 0x6982, card.tx(0x80, 0x4C, 1, 1))
    verify(card, 0x80, OPERATOR)
    card.ok("a record of T", card.tx(0x80, 0x4C, 1, 1), 57)
    record = card.ok("a record of TA", card.tx(0x80, 0x4C, 2, 0, b"\0\2"), 145)
    take = lambda data: card.tx(0x80, 0x4E, 0, 0, data, le=False)
    card.sw("over what is there", 0x6986, take(record))
    card.sw("CLEAR", 0x9000, card.tx(0x80, 0xE4, 2, 0, b"\0\2", le=False))
    card.sw("of another length", 0x6700, take(record[:-1]))
    card.sw("of another version", 0x6A80, take(b"\2" + record[1:]))
    for at in (2, 3, 19, 40, 112, 113, 144):
        altered = bytearray(record)
        altered[at] ^= 1
        card.sw("altered at %d" % at, 0x6988, take(bytes(altered)))
    card.sw("no KBK of a record", 0x6A88, card.tx(0x80, 0x4C, 2, 0, b"\0\x63"))
    card.sw("IMPORT SEALED", 0x9000, take(record))
    # Slots 01, 02 and 03 hold the T of the record still; slot 04 was empty.
    check("bars of the record", attributes(card)[2] == 0x88, str(attributes(card)))
    check("it brings no exports", [e for e in card.pages(0x0102, 30)[0] if e[:2] == b"\0\2"][0][26:] == bytes(4))
    load_by_components(card, os.urandom(32))
    card.sw("STORE KBK of another KCV", 0x6A80, card.tx(0x80, 0xD6, 0, 0, bytes(3), le=False))
    other = os.urandom(32)
    load_by_components(card, other)
    card.sw("STORE KBK", 0x9000, card.tx(0x80, 0xD6, 0, 0, kcv(other), le=False))
    check("every key is barred from sealing", all(value & 4 for value in attributes(card).values()))
    check("every T is barred from sealing", card.get(0x0103)[0][6:9] == b"\x81\x82\x81", card.get(0x0103)[0].hex())
    card.sw("a T of before the KBK", 0x6986, card.tx(0x80, 0x4C, 1, 1))
    card.sw("a TA of before the KBK", 0x6986, card.tx(0x80, 0x4C, 2, 0, b"\0\1"))


def at_work(card, ei, t, ta, sn):
    Tally.what = "a pair of units made outside"
    verify(card, 0x80, OPERATOR)
    i = ei.initiate()
    d = Download(1, 1, t, sn, i["r"])
    check("P", d.p == i["p"])
    answer = card.ok("EXPORTKEY", card.tx(0x80, 0x54, 1, 1, export_data(sn, 1, 9, i["r"], i["p"])), 96)
    stored = ei.ok("IMPORTKEY", ei.tx(0x80, 0x56, 0, 0, b"\0\x09" + answer[:80]), 20)
    check("KCV(TA)", stored[:4] == b"\1" + kcv(ta))
    check("receipt against V", commitment(stored[4:]) == answer[80:])
    card.sw("under a T that came later", 0x6986, card.tx(0x80, 0x54, 1, 3, export_data(sn, 1, 9, i["r"], bytes(8))))
