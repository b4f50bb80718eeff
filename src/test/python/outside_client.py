#!/usr/bin/python3
"""An outside client: holds KeyRack's cards to protocol.md with cryptography and PC/SC of its own.

It was written from protocol.md alone and shares no code with KeyRack. Through pcscd it plays the EI against the
project's AS and the AS against the project's EIs, in both suites, with the keys of src/test/resources/proof/outside.yaml,
and provokes each status word of each command in the order of the checks. It prints one line for each difference and
ends with code 1 when there was one.

Needs python3-pyscard and python3-cryptography (Debian); PCSCLITE_CSOCK_NAME names the pcscd.
"""

import os
import sys

from smartcard.System import readers

from outside_as import *
from outside_ei import *
from outside_personalization import *


def main():
    cards = []
    for reader in readers():
        try:
            cards.append(Card(reader))
        except Exception as empty:  # a reader more than cards
            print("#", reader, empty)
    ases, eis = [], {}
    for card in cards:
        if card.select(AS_AID)[1] == 0x9000:
            ases.append(card)
        elif card.select(EI_AID)[1] == 0x9000:
            eis[card.get(0x0201)[0][:8].hex()] = card
    check("three AS and five EI", (len(ases), len(eis)) == (3, 5), "%d %d" % (len(ases), len(eis)))
    by_state = {card.select(AS_AID)[0][2]: card for card in ases}
    work = by_state[7]

    common(work, 1, 7)
    as_directory(work)
    export_refusals(work)
    card = work
    card.select(AS_AID)
    card.sw("VERIFY", 0x9000, card.tx(0, 0x20, 0, 0x80, OPERATOR, le=False))
    exports(card)
    alone(card)
    pins(card)

    one = Ei(eis["fedcba9876543201"], 1)
    two = Ei(eis["fedcba9876543202"], 2)
    for ei, serial, locations in ((one, "fedcba9876543201", 24), (two, "fedcba9876543202", 7)):
        common(ei.card, 2, 7)
        Tally.what = "EI, no R yet"
        ei.card.sw("no R was asked for", 0x6984, ei.card.tx(0x80, 0x56, 0, 0, b"\0\1" + header(
            *ei.t()[:2], 0, 1, 1, 0x1001, 1, 1, 1) + bytes(48)))
        ei_directory(ei, serial, locations)
        imports(ei)
    import_refusals(one, two)
    import_refusals(two, one)
    for ei in (one, two):
        slot = ei.slot
        head, data, old = replace_t(ei)
        Tally.what = "receipt of a T that was replaced"
        work.sw("VERIFYRECEIPT under the old T", 0x9000, work.tx(0x80, 0x58, ei.t()[0], slot, old.sn + old.r + head + data[-16:]
                + old.receipt(head, data[-16:]), le=False))

    closed(by_state[1], 1, 1)
    Tally.what = "AS in state 01"
    loading = by_state[1]
    loading.sw("EXPORTKEY without PIN", 0x6982, loading.tx(0x80, 0x54, 9, 9, bytes(36)))
    loading.sw("VERIFY", 0x9000, loading.tx(0, 0x20, 0, 0x80, b"1234\xff\xff\xff\xff", le=False))
    loading.sw("EXPORTKEY", 0x6985, loading.tx(0x80, 0x54, 9, 9, bytes(36)))
    alone_in_loading(loading)
    closed(by_state[0], 1, 0)
    closed(eis["fedcba9876543203"], 2, 1)
    closed(eis["fedcba9876543204"], 2, 0x7F)
    blank = next(card for sn, card in eis.items() if card.select(EI_AID)[0][2] == 0)
    closed(blank, 2, 0)
    personalize(by_state[0], blank, bytes.fromhex("5e5e5e5e00000001"))

    Tally.what = "provoked"
    for command, words in DUE.items():
        missing = set(words.split()) - {sw for name, sw in Tally.provoked if name == command}
        check("every status word of " + command, not missing, " ".join(sorted(missing)))
    print("%d checks, %d differences" % (Tally.checks, Tally.differences))
    return 1 if Tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
