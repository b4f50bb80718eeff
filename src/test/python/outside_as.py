"""Plays the EI against the project's AS."""

import os

from outside_card import *


def export_data(sn, ref1, ref2, r, p):
    return sn + ref1.to_bytes(2, "big") + ref2.to_bytes(2, "big") + r + p


def export(card, slot, ref1, ref2, sn, r=None, p=None, suite=None, **changes):
    t_suite, version, t = T.get(slot, T[1])
    r = r or os.urandom(16)
    d = Download(t_suite, version, t, sn, r)
    data = export_data(sn, ref1, ref2, r, p or d.p)
    return d, card.tx(0x80, 0x54, suite or t_suite, slot, changes.get("data", data))


def ctr(card):
    return int.from_bytes(card.get(0x0101)[0][26:30], "big")


def exports(card):
    """The AS's answers, byte for byte, for each key under each T."""
    Tally.what = "AS, EXPORTKEY"
    for slot, ref1, ref2 in [(1, 257, 1), (1, 258, 2), (1, 259, 3), (1, 260, 4), (1, 263, 0), (2, 257, 1), (2, 258, 2),
                             (2, 259, 3), (2, 260, 0xFFFF), (2, 264, 0), (2, 262, 9), (3, 257, 5), (4, 260, 6), (1, 264, 0)]:
        Tally.what = "AS, EXPORTKEY of %d under T in slot %d" % (ref1, slot)
        suite, version, t = T[slot]
        sn = os.urandom(8)
        before = ctr(card)
        d, result = export(card, slot, ref1, ref2, sn)
        app, ktype, kversion, diversified, transport, value = TA.get(
            ref1, (0x1001, 1, 9, False, False, bytes.fromhex("11111111222222223333333344444444")))
        answer = card.ok("EXPORTKEY", result, 64 + len(value))
        ta = an10922(value, sn + app.to_bytes(2, "big")) if diversified else value
        head = header(suite, version, int(diversified) | int(transport) << 1, ref1, ref2, app, ktype, kversion, before + 1)
        check("header", answer[:16] == head, answer[:16].hex())
        data = d.seal(head, ta)
        check("DATA", answer[:len(data)] == data, answer.hex())
        check("CAS", answer[len(data):len(data) + 16] == d.cas(data))
        receipt = d.receipt(head, data[-16:])
        check("V", answer[-16:] == commitment(receipt))
        check("Ctr rises by one", ctr(card) == before + 1)
        audit = sn + d.r + head + data[-16:]
        card.sw("VERIFYRECEIPT of the right one", 0x9000, card.tx(0x80, 0x58, suite, slot, audit + receipt, le=False))
        wrong = bytearray(receipt)
        wrong[15] ^= 1
        card.sw("VERIFYRECEIPT of a wrong one", 0x6300, card.tx(0x80, 0x58, suite, slot, audit + bytes(wrong), le=False))


def as_directory(card):
    Tally.what = "AS, GET DATA"
    identity = card.ok("0101", card.get(0x0101))
    check("AS id and label", identity[:20] == bytes.fromhex("a1b2c3d4") + b"Outside".ljust(16))
    check("state, tries and acts", identity[20:26] == b"\x07\x03\x03\x03\0\0", identity[20:26].hex())
    slots = b"".join(bytes([n, suite, version]) + kcv(t) for n, (suite, version, t) in sorted(T.items()))
    check("every T", identity[30:] == slots, identity[30:].hex())
    protection = card.ok("0103", card.get(0x0103), 10)
    check("locks, PINs, KBK, origins", protection == bytes.fromhex("00070000000001010101"), protection.hex())
    card.sw("0103 with data", 0x6700, card.get(0x0103, b"\0"))
    entries, pages = card.pages(0x0102, 30)
    check("three pages of keys", pages == 3, str(pages))
    refs = [int.from_bytes(e[:2], "big") for e in entries]
    check("entries ascend", refs == sorted(refs) and len(refs) == 17, str(refs))
    for entry in entries:
        ref1 = int.from_bytes(entry[:2], "big")
        if ref1 in TA:
            app, ktype, kversion, diversified, transport, value = TA[ref1]
            wanted = app.to_bytes(2, "big") + bytes([ktype, kversion, int(diversified) | int(transport) << 1]) + kcv(value)
            check("entry %d" % ref1, entry[18:26] == wanted, entry.hex())
        if ref1 == 262:
            check("barred slot", entry[22] == 0x10, entry.hex())
    check("no limit of exports", entries[0][26:] == b"\xff" * 4)
    check("one export left", entries[4][26:] == b"\0\0\0\1", entries[4].hex())
    card.sw("beyond the end", 0x6A88, card.get(0x0102, b"\x11"))
    card.sw("far beyond the end", 0x6A88, card.get(0x0102, b"\xff"))
    card.sw("number of two bytes", 0x6700, card.get(0x0102, b"\0\0"))
    card.sw("identity with data", 0x6700, card.get(0x0101, b"\0"))
    for tag in (0x0000, 0x0104, 0x0201, 0x0202, 0x0203, 0xFFFF):
        card.sw("tag %04X" % tag, 0x6A88, card.get(tag))


def export_refusals(card):
    """EXPORTKEY's checks: each command also breaks all later rules, so the answer shows the order."""
    Tally.what = "AS, EXPORTKEY's order of checks"
    sn, r = os.urandom(8), os.urandom(16)
    before = ctr(card)
    bad = export_data(sn, 999, 7, r, bytes(8))
    tx = lambda suite, slot, data, le=True: card.tx(0x80, 0x54, suite, slot, data, le)
    card.select(AS_AID)
    for size in (0, 1, 35, 37, 255):
        card.sw("length %d" % size, 0x6700, tx(9, 9, bytes(size)))
    card.sw("no PIN", 0x6982, tx(9, 9, bad))
    card.sw("VERIFY", 0x9000, card.tx(0, 0x20, 0, 0x80, OPERATOR, le=False))
    for suite in (0, 3, 0xFF):
        card.sw("suite %d" % suite, 0x6A81, tx(suite, 9, bad))
    for suite, slot in ((1, 0), (1, 5), (1, 0xFF), (1, 2), (2, 1), (2, 3)):
        card.sw("suite %d in slot %d" % (suite, slot), 0x6A88, tx(suite, slot, bad))
    card.sw("no such key", 0x6A88, tx(1, 1, bad))
    card.sw("REF1 0", 0x6A88, tx(1, 1, export_data(sn, 0, 7, r, bytes(8))))
    card.sw("a barred key to REF2 0", 0x6A80, tx(1, 1, export_data(sn, 262, 0, r, bytes(8))))
    card.sw("a transport key to a location", 0x6A80, tx(1, 1, export_data(sn, 263, 7, r, bytes(8))))
    card.sw("a barred key", 0x6986, tx(1, 1, export_data(sn, 262, 7, r, bytes(8))))
    card.sw("wrong P", 0x6300, tx(1, 1, export_data(sn, 257, 7, r, bytes(8))))
    right = Download(*T[1], sn, r).p
    for bit in range(64):
        if bit % 15 == 14:
            verify(card, 0x80, OPERATOR)
        flipped = (int.from_bytes(right, "big") ^ 1 << bit).to_bytes(8, "big")
        card.sw("P with bit %d changed" % bit, 0x6300, tx(1, 1, export_data(sn, 257, 7, r, flipped)))
    card.sw("P of another set", 0x6300, tx(1, 1, export_data(sn, 257, 7, r, Download(*T[3], sn, r).p)))
    verify(card, 0x80, OPERATOR)
    for _ in range(16):
        card.sw("wrong P", 0x6300, tx(1, 1, export_data(sn, 257, 7, r, bytes(8))))
    card.sw("the sixteenth ends the verification", 0x6982, tx(1, 1, export_data(sn, 257, 7, r, right)))
    verify(card, 0x80, OPERATOR)
    check("a refused export does not count", ctr(card) == before)
    d, result = export(card, 1, 261, 7, sn)
    card.ok("the last export", result, 80)
    card.sw("exports used up", 0x6986, export(card, 1, 261, 7, sn)[1])
    card.sw("exports used up and wrong P", 0x6986, tx(1, 1, export_data(sn, 261, 7, r, bytes(8))))
    check("one more", ctr(card) == before + 1)
    card.reset()
    card.select(AS_AID)
    card.sw("reset clears the verification", 0x6982, export(card, 1, 257, 7, sn)[1])
    card.tx(0, 0x20, 0, 0x80, OPERATOR, le=False)
    card.select(AS_AID)
    card.sw("SELECT clears the verification", 0x6982, export(card, 1, 257, 7, sn)[1])

    Tally.what = "AS, VERIFYRECEIPT's order of checks"
    audit = lambda head: sn + r + head + bytes(32)
    good = header(1, 3, 0, 257, 1, 0x1001, 1, 1, 1)
    for size in (0, 71, 73):
        card.sw("length %d" % size, 0x6700, card.tx(0x80, 0x58, 9, 9, bytes(size), le=False))
    card.sw("no PIN", 0x6982, card.tx(0x80, 0x58, 3, 9, audit(good), le=False))
    verify(card, 0x82, CUSTODIAN)
    card.sw("suite", 0x6A81, card.tx(0x80, 0x58, 3, 9, audit(good), le=False))
    card.sw("empty slot", 0x6A88, card.tx(0x80, 0x58, 1, 5, audit(good), le=False))
    card.sw("another suite's slot", 0x6A88, card.tx(0x80, 0x58, 1, 2, audit(good), le=False))
    card.sw("another tVersion", 0x6A88, card.tx(0x80, 0x58, 1, 1, audit(header(1, 4, 0, 257, 1, 0x1001, 1, 1, 1)), le=False))
    card.sw("another suite in the header", 0x6A88, card.tx(0x80, 0x58, 1, 1, audit(header(2, 3, 0, 257, 1, 0x1001, 1, 1, 1)), le=False))
    card.sw("wrong receipt", 0x6300, card.tx(0x80, 0x58, 1, 1, audit(good), le=False))


def pins(card):
    Tally.what = "AS, PINs"
    pin = lambda ins, p2, data, p1=0: card.tx(0, ins, p1, p2, data, le=False)
    card.select(AS_AID)
    for p1, p2 in ((0, 0), (0, 0x83), (1, 0x80), (0xFF, 0x82)):
        card.sw("VERIFY P1 P2", 0x6A86, pin(0x20, p2, b"x", p1))
        card.sw("CHANGE P1 P2", 0x6A86, pin(0x24, p2, b"x", p1))
    for p1, p2 in ((0, 0x80), (2, 0x81), (3, 0x80)):
        card.sw("RESET P1 P2", 0x6A86, pin(0x2C, p2, b"x", p1))
    card.sw("status", 0x63C3, pin(0x20, 0x80, b""))
    for malformed in (b"4711", b"123\xff\xff\xff\xff\xff", b"4711\xff\xff\xff0", b"471a\xff\xff\xff\xff", b"4711\0\0\0\0", b"123456789"):
        card.sw("malformed %r" % malformed, 0x6700, pin(0x20, 0x80, malformed))
    for size in (1, 8, 15, 17):
        card.sw("CHANGE of length %d" % size, 0x6700, pin(0x24, 0x80, bytes(size)))
    card.sw("CHANGE to a malformed PIN", 0x6700, pin(0x24, 0x80, OPERATOR + b"12\xff\xff\xff\xff\xff\xff"))
    card.sw("RESET with a malformed PIN", 0x6700, pin(0x2C, 0x80, b"12\xff\xff\xff\xff\xff\xff", 2))
    card.sw("no try was used", 0x63C3, pin(0x20, 0x80, b""))
    card.sw("wrong", 0x63C2, pin(0x20, 0x80, b"0000\xff\xff\xff\xff"))
    card.sw("right", 0x9000, pin(0x20, 0x80, OPERATOR))
    card.sw("status when verified", 0x9000, pin(0x20, 0x80, b""))
    card.sw("wrong again", 0x63C2, pin(0x20, 0x80, b"0000\xff\xff\xff\xff"))
    card.sw("a wrong PIN clears the verification", 0x6982, export(card, 1, 257, 7, bytes(8))[1])
    card.sw("CHANGE with a wrong old PIN", 0x63C1, pin(0x24, 0x80, b"0000\xff\xff\xff\xff" + OPERATOR))
    card.reset()
    card.select(AS_AID)
    card.sw("tries survive a reset", 0x63C1, pin(0x20, 0x80, b""))
    card.sw("the third", 0x63C0, pin(0x20, 0x80, b"0000\xff\xff\xff\xff"))
    card.sw("blocked", 0x6983, pin(0x20, 0x80, OPERATOR))
    card.sw("blocked for CHANGE", 0x6983, pin(0x24, 0x80, OPERATOR + OPERATOR))
    card.sw("status when blocked", 0x6983, pin(0x20, 0x80, b""))
    check("0101 says so", card.get(0x0101)[0][21:24] == b"\0\3\3")
    card.sw("RESET without the administrator", 0x6982, pin(0x2C, 0x80, OPERATOR, 2))
    card.sw("administrator wrong", 0x63C2, pin(0x20, 0x81, b"11111111"))
    card.sw("administrator", 0x9000, pin(0x20, 0x81, ADMIN))
    card.sw("the administrator is no operator", 0x6982, export(card, 1, 257, 7, bytes(8))[1])
    card.sw("RESET", 0x9000, pin(0x2C, 0x80, b"555555\xff\xff", 2))
    check("RESET is an act", card.get(0x0101)[0][24:26] == b"\0\1")
    card.sw("the old one", 0x63C2, pin(0x20, 0x80, OPERATOR))
    card.sw("CHANGE", 0x9000, pin(0x24, 0x80, b"555555\xff\xff" + OPERATOR))
    card.sw("the new one", 0x9000, pin(0x20, 0x80, OPERATOR))
