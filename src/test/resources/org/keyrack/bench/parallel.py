"""Loads a rack with a thread a reader and one lock for the AS, as a good user writes it in an hour. Needs pyscard.

Every module is at work at once, each draws its next random with IMPORTKEY, each receipt is checked. There is no ledger: what
is lost when this program ends is lost. Arguments: number of keys, and the PIN.
Prints the milliseconds from the first INITIATE to the last receipt.
"""

import hashlib
import sys
import threading
import time

from smartcard.CardConnection import CardConnection
from smartcard.System import readers

AS = [0xF0, 0x4B, 0x45, 0x59, 0x52, 0x4B, 0x41, 0x53]
EI = [0xF0, 0x4B, 0x45, 0x59, 0x52, 0x4B, 0x45, 0x49]


def send(connection, apdu):
    data, sw1, sw2 = connection.transmit(apdu, CardConnection.T1_protocol)
    if (sw1, sw2) != (0x90, 0x00):
        raise RuntimeError("%02X answered %02X%02X" % (apdu[1], sw1, sw2))
    return data


def select(connection, aid):
    data, sw1, sw2 = connection.transmit(
        [0x00, 0xA4, 0x04, 0x00, 8] + aid + [0], CardConnection.T1_protocol
    )
    return (sw1, sw2) == (0x90, 0x00)


def load(station, turn, unit, keys):
    initiation = send(unit, [0x80, 0x52, 0, 0, 0])
    for key in range(keys):
        ref = [0x00, 0x10 + key]
        sn, r, p = initiation[6:14], initiation[14:30], initiation[30:38]
        with turn:
            exported = send(
                station, [0x80, 0x54, 0x01, 0x01, 36] + sn + ref + ref + r + p + [0]
            )
        data, v = exported[:-16], exported[-16:]
        more = key + 1 < keys
        stored = send(
            unit, [0x80, 0x56, 1 if more else 0, 0, 2 + len(data)] + ref + data + [0]
        )
        receipt = bytes(stored[4:20])
        if hashlib.sha256(b"KR1-RCV" + receipt).digest()[:16] != bytes(v):
            raise RuntimeError("a receipt does not match")
        initiation = stored[20:58]


def main():
    keys, pin = int(sys.argv[1]), sys.argv[2]
    station, units = None, []
    for reader in readers():
        connection = reader.createConnection()
        try:
            connection.connect(CardConnection.T1_protocol)
        except Exception:
            continue  # an empty reader
        if select(connection, EI):
            units.append(connection)
        elif station is None and select(connection, AS):
            station = connection
    padded = [ord(digit) for digit in pin] + [0xFF] * (8 - len(pin))
    send(station, [0x00, 0x20, 0x00, 0x80, 8] + padded)

    turn, failed = threading.Lock(), []

    def work(unit):
        try:
            load(station, turn, unit, keys)
        except Exception as problem:
            failed.append(problem)

    threads = [threading.Thread(target=work, args=(unit,)) for unit in units]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = (time.monotonic() - begun) * 1000
    if failed:
        raise SystemExit("%d modules failed, the first: %s" % (len(failed), failed[0]))
    print(taken)


main()
