"""Plays the AS against the project's EIs."""

import os

from outside_card import *


class Ei:
    """The project's EI, and what it should hold."""

    def __init__(self, card, slot):
        self.card, self.slot = card, slot
        self.counter = 0x01020304

    def t(self):
        return T[self.slot]

    def begin(self):
        i = self.card.initiate()
        self.open(i)
        return i

    def open(self, i):
        suite, version, t = self.t()
        check("INITIATE's suite, tVersion, KCV", (i["suite"], i["version"], i["kcv"]) == (suite, version, kcv(t)), str(i))
        self.d = Download(suite, version, t, i["sn"], i["r"])
        check("P", self.d.p == i["p"])

    def head(self, ref2, app, value, kversion, flags=0, **changes):
        suite, version, _ = self.t()
        self.counter += 1
        fields = dict(suite=suite, tversion=version, flags=flags, ref1=0x4142, ref2=ref2, app=app, ktype=len(value) // 16,
                      kversion=kversion, ctr=self.counter)
        fields.update(changes)
        return header(**fields)

    def send(self, data, cas=None, ref2=None, p1=0, p2=0):
        body = (data[6:8] if ref2 is None else ref2.to_bytes(2, "big")) + data + (cas or self.d.cas(data))
        return self.card.tx(0x80, 0x56, p1, p2, body)

    def load(self, ref2, app, value, kversion, flags=0, chain=False):
        """A right download with an R outstanding; checks everything that the EI says about it."""
        head = self.head(ref2, app, value, kversion, flags)
        data = self.d.seal(head, value)
        answer = self.card.ok("IMPORTKEY", self.send(data, p1=int(chain)), 58 if chain else 20)
        receipt = self.d.receipt(head, data[-16:])
        check("keyVersion and KCV", answer[:4] == bytes([kversion]) + kcv(value), answer.hex())
        check("receipt", answer[4:20] == receipt)
        last = self.card.ok("0203", self.card.get(0x0203, ref2.to_bytes(2, "big")), 64)
        check("last download", last == head + self.d.r + data[-16:] + receipt)
        old = self.d
        if flags & 2:
            self.slot += 2
        if chain:
            self.open(parse_initiate(answer[20:]))
        if flags & 2:
            return head, data, old
        entry = self.location(ref2)
        check("location", entry[:4] == ref2.to_bytes(2, "big") + app.to_bytes(2, "big") and entry[5] & 2 == 2
              and entry[6:] == bytes([len(value) // 16, kversion]) + kcv(value), entry.hex())
        return head, data, old

    def location(self, ref2):
        entries, _ = self.card.pages(0x0202, 11)
        return next(e for e in entries if int.from_bytes(e[:2], "big") == ref2)

    def failures(self):
        return int.from_bytes(self.card.get(0x0201)[0][14:16], "big")


def ei_directory(ei, serial, locations):
    Tally.what = "EI %s, GET DATA" % serial
    card = ei.card
    suite, version, t = ei.t()
    identity = card.ok("0201", card.get(0x0201), 17)
    check("identity", identity == bytes.fromhex(serial) + bytes([7, suite, version]) + kcv(t) + b"\0\0" + bytes([locations]), identity.hex())
    entries, pages = card.pages(0x0202, 11)
    check("all locations, in pages", len(entries) == locations and pages == (2 if locations > 23 else 1), "%d in %d" % (len(entries), pages))
    check("an empty location", entries[0] == bytes.fromhex("0001100101") + bytes(6), entries[0].hex())
    key = kcv(bytes.fromhex("00112233445566778899aabbccddeeff"))
    check("an occupied location", entries[5] == bytes.fromhex("0006100101020105") + key, entries[5].hex())
    check("a write-once location", entries[4][5] == 1)
    card.sw("beyond the end", 0x6A88, card.get(0x0202, bytes([locations])))
    card.sw("last download of an empty location", 0x6A88, card.get(0x0203, b"\0\1"))
    card.sw("last download of no location", 0x6A88, card.get(0x0203, b"\x77\x77"))
    card.sw("last download of T", 0x6A88, card.get(0x0203, b"\0\0"))
    for size in (0, 1, 3):
        card.sw("0203 of length %d" % size, 0x6700, card.get(0x0203, bytes(size)))
    card.sw("0201 with data", 0x6700, card.get(0x0201, b"\0"))
    for tag in (0x0101, 0x0102, 0x0204, 0x0000):
        card.sw("tag %04X" % tag, 0x6A88, card.get(tag))


def imports(ei):
    Tally.what = "EI of suite %d, IMPORTKEY" % ei.t()[0]
    first = ei.begin()
    second = ei.begin()
    check("R is fresh", first["r"] != second["r"])
    ei.load(1, 0x1001, os.urandom(16), 1, chain=True)
    ei.load(2, 0x1001, os.urandom(32), 7, chain=True)
    ei.load(3, 0x2002, os.urandom(16), 2, flags=1, chain=True)
    ei.load(4, 0x2002, os.urandom(32), 2, flags=1, chain=True)
    ei.load(1, 0x1001, os.urandom(16), 255, chain=True)
    ei.load(5, 0x1001, os.urandom(16), 1)
    ei.begin()
    ei.load(3, 0x2002, os.urandom(32), 3)


def import_refusals(ei, other):
    """IMPORTKEY's checks in their order; a refused command changes nothing."""
    card = ei.card
    Tally.what = "EI of suite %d, IMPORTKEY's order of checks" % ei.t()[0]
    suite, version, t = ei.t()
    before = [card.pages(0x0202, 11)[0], ei.failures()]
    value = os.urandom(16)
    ei.begin()

    def refused(what, sw, head=None, wrong_cas=True, body=value, ref2=None, encrypted=None):
        head = head or ei.head(6, 0x1001, body, 6)
        data = ei.d.seal(head, body, encrypted)
        cas = bytes(16) if wrong_cas else ei.d.cas(data)
        card.sw(what, sw, ei.send(data, cas, ref2))

    for p1, p2 in ((2, 0), (0, 1), (0x81, 0), (3, 0)):
        card.sw("P1 P2 %02X%02X" % (p1, p2), 0x6A86, card.tx(0x80, 0x56, p1, p2, b"x"))
        card.sw("INITIATE's P1 P2", 0x6A86, card.tx(0x80, 0x52, p1 or 1, p2, b""))
    card.sw("INITIATE with data", 0x6700, card.tx(0x80, 0x52, 0, 0, b"x"))
    for size in (0, 1, 65, 67, 81, 83, 255):
        card.sw("length %d" % size, 0x6700, card.tx(0x80, 0x56, 0, 0, bytes(size)))
    six = lambda **changes: ei.head(6, 0x1001, value, 6, **changes)
    for v in (0, 2, 0xFF):
        refused("header version %d" % v, 0x6A81, ei.head(0x7777, 0x1001, value, 0, 0xF4, version=v))
    for s in (0, 3 - suite, 3, 0xFF):
        refused("suite %d" % s, 0x6A81, ei.head(0x7777, 0x1001, value, 0, 0xF4, suite=s))
    for flags in (4, 8, 0x10, 0x80, 0xF4):
        refused("flags %02X" % flags, 0x6A80, six(flags=flags))
    refused("transport flag with a location", 0x6A80, six(flags=2))
    refused("REF2 0 without the flag", 0x6A80, ei.head(0, 0, value, 6))
    for ktype in (0, 2, 3, 0xFF):
        refused("keyType %d" % ktype, 0x6A80, six(ktype=ktype))
    refused("keyType 1 with 32 bytes", 0x6A80, six(ktype=1), body=os.urandom(32))
    refused("keyVersion 0", 0x6A80, ei.head(0x7777, 0x1001, value, 0))
    refused("REF2 is not the header's", 0x6A80, ref2=0x7777)
    refused("no such location", 0x6A88, ei.head(0x7777, 0x1001, value, 6))
    check("those cost no failure", ei.failures() == before[1])
    refused("R lasted until here; tVersion", 0x6988, six(tversion=version % 255 + 1), wrong_cas=False)
    refused("that consumed R", 0x6984, six(tversion=9))
    ei.begin()
    refused("CAS", 0x6988, ei.head(6, 0xBAD0, value, 1))
    ei.begin()
    refused("appId", 0x6981, ei.head(6, 0xBAD0, value, 5), wrong_cas=False)
    refused("that consumed R", 0x6984, wrong_cas=False)
    ei.begin()
    refused("keyType not accepted", 0x6981, ei.head(6, 0x1001, bytes(32), 5), wrong_cas=False, body=os.urandom(32))
    ei.begin()
    refused("keyVersion not above", 0x6986, ei.head(6, 0x1001, value, 5), wrong_cas=False, encrypted=bytes(16))
    ei.begin()
    refused("write-once and used", 0x6986, ei.head(5, 0x1001, value, 9), wrong_cas=False)
    ei.begin()
    refused("SAS", 0x6300, wrong_cas=False, encrypted=bytes(16))
    refused("that consumed R", 0x6984, wrong_cas=False)
    ei.begin()
    refused("T: a diversified key", 0x6981, ei.head(0, 0, bytes(16 * suite), version + 1, 3), wrong_cas=False, body=os.urandom(16 * suite))
    ei.begin()
    refused("T: an appId", 0x6981, ei.head(0, 1, bytes(16 * suite), version + 1, 2), wrong_cas=False, body=os.urandom(16 * suite))
    ei.begin()
    refused("T: another suite's type", 0x6981, ei.head(0, 0, bytes(16 * (3 - suite)), version + 1, 2), wrong_cas=False, body=os.urandom(16 * (3 - suite)))
    ei.begin()
    refused("T: version not above", 0x6986, ei.head(0, 0, bytes(16 * suite), version, 2), wrong_cas=False, body=os.urandom(16 * suite))
    check("6988 and 6300 are counted", ei.failures() == before[1] + 3, str(ei.failures()))

    Tally.what = "EI of suite %d, R" % suite
    right = lambda: ei.d.seal(ei.head(6, 0x1001, value, 6), value)
    ei.begin()
    data, old = right(), ei.d
    ei.begin()
    card.sw("a superseded R", 0x6988, ei.send(data, old.cas(data)))
    ei.begin()
    data = right()
    card.select(EI_AID)
    card.sw("SELECT ends R", 0x6984, ei.send(data))
    ei.begin()
    data = right()
    card.reset()
    card.select(EI_AID)
    card.sw("reset ends R", 0x6984, ei.send(data))
    ei.begin()
    for bit in range(0, 8 * 66, 13):
        body = bytearray(b"\0\6" + right())
        body += ei.d.cas(bytes(body[2:]))
        body[bit // 8] ^= 0x80 >> bit % 8
        answer, sw = card.tx(0x80, 0x56, 1, 0, bytes(body))
        check("tampered bit %d is refused" % bit, sw in (0x6988, 0x6A80, 0x6A81, 0x6A88) and not answer, "%04X" % sw)
        ei.begin()
    mine = right()
    other.begin()
    card.sw("another module's data", 0x6988 if other.t()[0] == suite else 0x6A81, other.card.tx(0x80, 0x56, 0, 0, b"\0\6" + mine + ei.d.cas(mine)))
    check("nothing has changed", card.pages(0x0202, 11)[0] == before[0])

    Tally.what = "EI of suite %d, replay and rollback" % suite
    ei.begin()
    head, data, d = ei.load(6, 0x1001, value, 200, chain=True)
    card.sw("replay with an R outstanding", 0x6988, ei.send(data, d.cas(data)))
    card.sw("and again", 0x6984, ei.send(data, d.cas(data)))
    ei.begin()
    older = ei.d.seal(ei.head(6, 0x1001, value, 199), value)
    card.sw("an older version", 0x6986, ei.send(older))
    check("the key is unchanged", ei.location(6)[6:] == bytes([1, 200]) + kcv(value))


def replace_t(ei):
    Tally.what = "EI of suite %d, replacing T" % ei.t()[0]
    suite = ei.t()[0]
    new = T[ei.slot + 2]
    before = ei.card.pages(0x0202, 11)[0]
    ei.begin()
    head, data, old = ei.load(0, 0, new[2], new[1], flags=2, chain=True)
    check("locations stay", ei.card.pages(0x0202, 11)[0] == before)
    identity = ei.card.get(0x0201)[0]
    check("the new T", identity[9:14] == bytes([suite, new[1]]) + kcv(new[2]), identity.hex())
    ei.load(7, 0x0007, os.urandom(16), 1)
    return head, data, old
