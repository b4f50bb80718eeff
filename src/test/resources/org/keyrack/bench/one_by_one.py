"""Loads a rack one module and one key at a time, as a plain script would. Needs pyscard.

Arguments: number of keys, the PIN, and "chained" or "single": whether IMPORTKEY also answers the next random.
Prints the milliseconds from the first INITIATE to the last receipt.
"""

import hashlib
import sys
import time

from smartcard.CardConnection import CardConnection
from smartcard.System import readers

AS = [0xF0, 0x4B, 0x45, 0x59, 0x52, 0x4B, 0x41, 0x53]
EI = [0xF0, 0x4B, 0x45, 0x59, 0x52, 0x4B, 0x45, 0x49]


def send(connection, apdu):
    data, sw1, sw2 = connection.transmit(apdu, CardConnection.T1_protocol)
    if (sw1, sw2) != (0x90, 0x00):
        raise SystemExit("%02X answered %02X%02X" % (apdu[1], sw1, sw2))
    return data


def select(connection, aid):
    data, sw1, sw2 = connection.transmit(
        [0x00, 0xA4, 0x04, 0x00, 8] + aid + [0], CardConnection.T1_protocol
    )
    return (sw1, sw2) == (0x90, 0x00)


def main():
    keys, pin, chained = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "chained"
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

    begun = time.monotonic()
    for unit in units:
        initiation = None
        for key in range(keys):
            ref = [0x00, 0x10 + key]
            if initiation is None:
                initiation = send(unit, [0x80, 0x52, 0, 0, 0])
            sn, r, p = initiation[6:14], initiation[14:30], initiation[30:38]
            exported = send(
                station, [0x80, 0x54, 0x01, 0x01, 36] + sn + ref + ref + r + p + [0]
            )
            data, v = exported[:-16], exported[-16:]
            more = chained and key + 1 < keys
            stored = send(
                unit,
                [0x80, 0x56, 1 if more else 0, 0, 2 + len(data)] + ref + data + [0],
            )
            receipt = bytes(stored[4:20])
            if hashlib.sha256(b"KR1-RCV" + receipt).digest()[:16] != bytes(v):
                raise SystemExit("a receipt does not match")
            initiation = stored[20:58] if more else None
    print((time.monotonic() - begun) * 1000)


main()
