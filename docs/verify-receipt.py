# Asks an AS card whether a batch's receipts are genuine: python3 verify-receipt.py [--pin-file FILE] BATCH.json [READER]
# BATCH.json is what `keyrack report BATCH --format json` wrote. Asks for the operator's PIN, of which a wrong one costs a
# try; close KeyRack first, it holds the card. Exit code 1: a receipt is not genuine, or nothing could be asked.
import argparse, getpass, json, sys
from smartcard.System import readers            # Debian: python3-pyscard
from smartcard.Exceptions import CardConnectionException, NoCardException
from smartcard.pcsc.PCSCExceptions import EstablishContextException

def answer(card, header, data):
    return "%02X%02X" % card.transmit([*header, len(data), *data])[1:]

def first_as(name):
    try:
        found = readers()
    except EstablishContextException:
        sys.exit("The smart-card service is not running. Start pcscd, then try again.")
    for reader in found:
        card = reader.createConnection()
        try:
            card.connect()
            if name in ("", str(reader)) and answer(card, b"\x00\xA4\x04\x00", b"\xF0KEYRKAS")[:2] in ("90", "61"):
                return card
        except (CardConnectionException, NoCardException):
            pass
    sys.exit("No AS card can be read. Put it in and close the program that uses it.")

options = argparse.ArgumentParser()
options.add_argument("batch")
options.add_argument("reader", nargs="?", default="")
options.add_argument("--pin-file")
options = options.parse_args()
bad, good, batch = 0, 0, json.load(open(options.batch))
card = first_as(options.reader)
pin = open(options.pin_file).readline().strip() if options.pin_file else getpass.getpass("Operator's PIN: ")
sw = answer(card, b"\x00\x20\x00\x80", pin.encode().ljust(8, b"\xff"))             # VERIFY
if sw != "9000":
    sys.exit(f"The card refuses this PIN ({sw}). " + {"6983": "It is blocked.", "6700": "A PIN has 4 to 8 digits."}.get(
        sw, f"{sw[3:]} tries are left."))
for unit in batch["units"]:
    for key in (key for key in unit["keys"] if key["state"] == "LOADED"):
        data = bytes.fromhex(unit["sn"] + key["r"] + key["header"] + key["sas"] + key["receipt"])
        suite = bytes.fromhex(key["header"])[1]
        sw = answer(card, (0x80, 0x58, suite, key["slot"]), data)     # VERIFYRECEIPT
        good, bad = good + (sw == "9000"), bad + (sw != "9000")
        if sw != "9000":
            print(f"{unit['sn']} location {key['ref2']}: {sw}, not a receipt of this module under this AS's T")
print(f"{good} receipts are genuine, {bad} are not")
sys.exit(bad > 0)
