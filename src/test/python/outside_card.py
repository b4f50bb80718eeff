"""The link to a card through pcscd, what was seen on it, and what both units have in common."""

from smartcard.CardConnection import CardConnection

from outside_crypto import *

AS_AID = bytes.fromhex("F04B4559524B4153")
EI_AID = bytes.fromhex("F04B4559524B4549")

T = {
    1: (1, 3, bytes.fromhex("8f4e6a1b90d2c37755aa10fe3b6c9d02")),
    2: (2, 1, bytes.fromhex("f00102a3b4c5d6e7f8091a2b3c4d5e6f70819203a4b5c6d7e8f90a1b2c3d4e5f")),
    3: (1, 4, bytes.fromhex("13579bdf02468ace13579bdf02468acf")),
    4: (2, 2, bytes.fromhex("9966335511ddeeff9966335511ddeeff8877665544332211fedcba9876543210")),
}
# REF1: (appId, type, version, diversified, transport, value)
TA = {
    257: (0x1001, 1, 1, False, False, bytes.fromhex("0f1e2d3c4b5a69788796a5b4c3d2e1f0")),
    258: (0x1001, 2, 7, False, False, bytes.fromhex("ffeeddccbbaa99887766554433221100a5a5a5a55a5a5a5a0123456789abcdef")),
    259: (0x2002, 1, 2, True, False, bytes.fromhex("c001d00dc001d00dfeedfacefeedface")),
    260: (0x2002, 2, 2, True, False, bytes.fromhex("deadbeefdeadbeef0000111122223333444455556666777788889999aaaabbbb")),
    261: (0x1001, 1, 9, False, False, bytes.fromhex("01010101020202020303030304040404")),
    263: (0x0000, 1, 4, False, True, T[3][2]),
    264: (0x0000, 2, 2, False, True, T[4][2]),
}
OPERATOR = b"4711\xff\xff\xff\xff"
ADMIN = b"90210000"
CUSTODIAN = b"60310000"
# PUT DATA, LOAD COMPONENT, GENERATE, STORE T, TA, KBK, CLEAR, ALLOW, EXPORTS LEFT, EXPORT and IMPORT SEALED of an AS: well
# formed, and each refused for the state or for the PINs before anything in it is looked at.
KEY_COMMANDS = [
    ("PUT DATA locks", 0xDA, 1, 3, b"\1"), ("LOAD COMPONENT", 0xD8, 0, 0, bytes(19)), ("GENERATE", 0x46, 1, 0, b""),
    ("STORE T", 0xDC, 1, 0, bytes(5)), ("STORE T, successor", 0xDC, 2, 1, bytes(27)), ("STORE TA", 0xDE, 0, 0, bytes(30)),
    ("STORE KBK", 0xD6, 0, 0, bytes(3)), ("CLEAR T", 0xE4, 1, 1, b""), ("CLEAR TA", 0xE4, 2, 0, b"\1\1"), ("CLEAR KBK", 0xE4, 3, 0, b""),
    ("ALLOW", 0x48, 1, 0, b"\1\1"), ("EXPORTS LEFT", 0x4A, 0, 0, bytes(6)), ("EXPORT SEALED T", 0x4C, 1, 1, b""),
    ("EXPORT SEALED TA", 0x4C, 2, 0, b"\1\1"), ("IMPORT SEALED", 0x4E, 0, 0, bytes(57)), ("IMPORT SEALED", 0x4E, 0, 0, bytes(161))]


class Tally:
    checks = 0
    differences = 0
    provoked = set()
    what = ""


def check(what, good, seen=""):
    Tally.checks += 1
    if not good:
        Tally.differences += 1
        print("DIFFERENCE", Tally.what, "-", what, seen, flush=True)


NAMES = {(0x80, 0x52): "INITIATE", (0x80, 0x54): "EXPORTKEY", (0x80, 0x56): "IMPORTKEY", (0x80, 0x58): "VERIFYRECEIPT",
         (0x80, 0xCA): "GET DATA", (0x00, 0x20): "VERIFY", (0x00, 0x24): "CHANGE", (0x00, 0x2C): "RESET RETRY COUNTER",
         (0x00, 0xA4): "SELECT", (0x80, 0xDA): "PUT DATA", (0x80, 0xD8): "LOAD COMPONENT", (0x80, 0x46): "GENERATE",
         (0x80, 0xDC): "STORE T", (0x80, 0xDE): "STORE TA", (0x80, 0xF0): "SET STATE", (0x80, 0x50): "OPEN SESSION",
         (0x80, 0xD6): "STORE KBK", (0x80, 0xE4): "CLEAR", (0x80, 0x48): "ALLOW", (0x80, 0x4A): "EXPORTS LEFT",
         (0x80, 0x4C): "EXPORT SEALED", (0x80, 0x4E): "IMPORT SEALED"}


class Card:
    def __init__(self, reader):
        self.name = str(reader)
        self.link = reader.createConnection()
        self.link.connect(CardConnection.T0_protocol | CardConnection.T1_protocol)

    def raw(self, apdu):
        data, sw1, sw2 = self.link.transmit(list(apdu))
        sw = sw1 << 8 | sw2
        Tally.provoked.add((NAMES.get((apdu[0], apdu[1]), "%02X%02X" % (apdu[0], apdu[1])), "%04X" % sw))
        check("never an internal error", sw1 != 0x6F, "%04X after %s" % (sw, apdu[:4].hex()))
        return bytes(data), sw

    def tx(self, cla, ins, p1, p2, data=b"", le=True):
        apdu = bytes([cla, ins, p1, p2])
        if data:
            apdu += bytes([len(data)]) + data
        if le:
            apdu += b"\0"
        answer, sw = self.raw(apdu)
        if sw >> 8 == 0x61:
            answer, sw = self.raw(bytes([0, 0xC0, 0, 0, sw & 0xFF]))
        return answer, sw

    def select(self, aid):
        answer, sw = self.tx(0, 0xA4, 4, 0, aid)
        return answer, sw

    def ok(self, what, result, length=None):
        answer, sw = result
        check(what + " is 9000", sw == 0x9000, "%04X" % sw)
        if length is not None:
            check(what + " has its length", len(answer) == length, str(len(answer)))
        return answer

    def sw(self, what, wanted, result):
        answer, sw = result
        check("%s is %04X" % (what, wanted), sw == wanted, "%04X" % sw)
        check(what + ": no data with an error", sw == 0x9000 or sw == 0x6310 or not answer, answer.hex())

    def get(self, tag, data=b""):
        return self.tx(0x80, 0xCA, tag >> 8, tag & 0xFF, data)

    def pages(self, tag, size):
        """All entries of a directory, page by page."""
        out, sw = self.get(tag)
        pages = 1
        while sw == 0x6310:
            check("pages hold whole entries", len(out) % size == 0)
            more, sw = self.get(tag, bytes([len(out) // size]))
            out += more
            pages += 1
        check("the last page is 9000", sw == 0x9000, "%04X" % sw)
        return [out[i:i + size] for i in range(0, len(out), size)], pages

    def initiate(self):
        answer = self.ok("INITIATE", self.tx(0x80, 0x52, 0, 0), 38)
        return parse_initiate(answer)

    def reset(self):
        self.link.disconnect()
        self.link.connect(CardConnection.T0_protocol | CardConnection.T1_protocol)


def parse_initiate(answer):
    check("INITIATE's version", answer[0] == 1)
    return {"suite": answer[1], "version": answer[2], "kcv": answer[3:6], "sn": answer[6:14], "r": answer[14:30], "p": answer[30:38]}


# The status words of protocol.md that each command can answer, but 6F00.
DUE = {
    "SELECT": "9000 6A82 6A86",
    "INITIATE": "9000 6700 6985 6A86 6D00",
    "EXPORTKEY": "9000 6300 6700 6982 6985 6986 6A80 6A81 6A88 6D00",
    "IMPORTKEY": "9000 6300 6700 6981 6984 6985 6986 6988 6A80 6A81 6A86 6A88 6D00",
    "VERIFYRECEIPT": "9000 6300 6700 6982 6985 6A81 6A88 6D00",
    "GET DATA": "9000 6310 6700 6A88",
    "VERIFY": "9000 6700 63C2 63C1 63C0 63C3 6983 6A86",
    "CHANGE": "9000 6700 63C1 6983 6A86",
    "RESET RETRY COUNTER": "9000 6700 6982 6A86",
    "OPEN SESSION": "6700 6985 6A86 6A88",
    "PUT DATA": "9000 6700 6982 6985 6986 6A80 6A86",
    "LOAD COMPONENT": "9000 6700 6982 6985 6A80",
    "GENERATE": "9000 6982 6985 6A86",
    "STORE T": "9000 6982 6985 6A80 6A81 6A86 6A88",
    "STORE TA": "9000 6982 6985 6A80",
    "STORE KBK": "9000 6982 6985 6A80",
    "CLEAR": "9000 6982 6985 6A86 6A88",
    "ALLOW": "9000 6982 6985 6986 6A88",
    "EXPORTS LEFT": "9000 6982 6985 6A88",
    "EXPORT SEALED": "9000 6982 6985 6986 6A88",
    "IMPORT SEALED": "9000 6700 6982 6985 6986 6988 6A80",
    "SET STATE": "9000 6982 6985 6A86",
}


def verify(card, p2, pin):
    card.sw("VERIFY %02X" % p2, 0x9000, card.tx(0, 0x20, 0, p2, pin, le=False))


def refused(card, who, sw):
    """Every command that touches keys answers this, and none changes anything."""
    before = card.get(0x0101)[0], card.get(0x0103)[0], card.pages(0x0102, 30)[0] if card.get(0x0102)[1] != 0x6A88 else []
    for what, ins, p1, p2, data in KEY_COMMANDS:
        card.sw("%s, %s" % (what, who), sw, card.tx(0x80, ins, p1, p2, data))
    after = card.get(0x0101)[0], card.get(0x0103)[0], card.pages(0x0102, 30)[0] if card.get(0x0102)[1] != 0x6A88 else []
    check("nothing has changed, " + who, before == after)


def common(card, role, state):
    """CLA, INS, P1 P2, SELECT and what odd but legal clients do."""
    mine, other = (AS_AID, EI_AID) if role == 1 else (EI_AID, AS_AID)
    Tally.what = "role %d in state %02X, SELECT" % (role, state)
    for le in (True, False):
        answer, sw = card.tx(0, 0xA4, 4, 0, mine, le=le)
        check("SELECT answers version, role, state", sw == 0x9000 and answer == bytes([1, role, state]), "%04X " % sw + answer.hex())
    card.sw("SELECT of the other's AID", 0x6A82, card.select(other))
    card.sw("SELECT of a foreign AID", 0x6A82, card.select(bytes.fromhex("A0000000041010")))
    card.sw("SELECT of a longer AID", 0x6A82, card.select(mine + b"\0"))
    card.select(mine)
    card.sw("SELECT by file identifier", 0x6A86, card.tx(0, 0xA4, 0, 0, b"\x3f\x00"))
    card.sw("SELECT next occurrence", 0x6A86, card.tx(0, 0xA4, 4, 2, b"\xa0\0\0\0\1"))
    card.select(mine)
    for cla in (0x01, 0x04, 0x40, 0x81, 0x84, 0x90, 0xA0, 0xC0, 0xFE):
        card.sw("CLA %02X, unknown INS, wrong P1 P2" % cla, 0x6E00, card.tx(cla, 0x99, 9, 9))
    foreign = (0x52, 0x56) if role == 1 else (0x54, 0x58, 0x46, 0xDE, 0xD6, 0xE4, 0x48, 0x4A, 0x4C, 0x4E)
    for ins in (0x00, 0x10, 0x99, 0xFE) + foreign:
        card.sw("INS %02X, wrong P1 P2" % ins, 0x6D00, card.tx(0x80, ins, 9, 9, b"x"))
    for ins in (0xB0, 0xC0, 0x52, 0x54, 0x56, 0xCA) + ((0x20, 0x24, 0x2C) if role == 2 else ()):
        card.sw("INS %02X of class 00" % ins, 0x6D00, card.tx(0, ins, 0, 0))
    for ins in (0xA4, 0x20, 0x24, 0x2C):
        card.sw("INS %02X of class 80" % ins, 0x6D00, card.tx(0x80, ins, 4, 0, mine))
    card.sw("OPEN SESSION P1 P2", 0x6A86, card.tx(0x80, 0x50, 1, 0, bytes(16)))
    card.sw("OPEN SESSION's length", 0x6700, card.tx(0x80, 0x50, 0, 0, bytes(15)))
    card.sw("OPEN SESSION without a Kperso", 0x6A88 if state in (0, 1) else 0x6985, card.tx(0x80, 0x50, 0, 0, bytes(16)))
    for odd in (bytes.fromhex("80CA010100000000"), bytes.fromhex("80CA02010000"), bytes.fromhex("80520000000000")):
        answer, sw = card.raw(odd)
        check("extended or odd length is refused or answered", sw in (0x6700, 0x9000, 0x6A88), "%04X" % sw)
    answer, sw = card.raw(bytes([0x80, 0xCA, role, 1]))
    check("GET DATA without Le", sw == 0x9000, "%04X" % sw)
    answer, sw = card.raw(bytes([0x80, 0xCA, role, 1, 4]))
    check("GET DATA with a short Le", sw in (0x6700, 0x9000) or sw >> 8 in (0x61, 0x6C), "%04X" % sw)
    answer, sw = card.tx(0x80, 0xCA, role, 1)
    check("it is still the same", sw == 0x9000 and len(answer) >= 17, "%04X" % sw)
