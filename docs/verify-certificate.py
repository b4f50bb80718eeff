# Verifies the certificate of a module: python3 verify-certificate.py FILE BENCH.vkey [WITNESS.vkey ...]; exit code 1: refused.
# FILE ends with .tlog-proof; the vkeys are the public keys that the bureau and its witnesses gave you, on paper or signed.
import base64, hashlib, json, re, sys, unicodedata
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey    # Debian: python3-cryptography
def need(right, what):
    if not right:
        raise ValueError(what)
def decoded(text, length=None):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text and length in (None, len(raw)), "Base64")
    return raw
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()
def signed(note, lines, vkey):
    name, key_id, typed = vkey.split("+", 2)
    raw, found = decoded(typed, 33), False
    need(raw[0] in (1, 4) and sha(name.encode() + b"\n", raw)[:4].hex() == key_id, "no vkey")
    for line in lines:
        signer, _, data = line[2:].partition(" ")
        data = decoded(data)
        need(line.startswith("\u2014 ") and signer and not re.search(r"[\s+]", signer) and len(data) > 4, "signature line")
        if (signer, data[:4].hex()) == (name, key_id):
            need(len(data) == (68 if raw[0] == 1 else 76), "signature")
            time = "" if raw[0] == 1 else f"cosignature/v1\ntime {int.from_bytes(data[4:12], 'big')}\n"
            Ed25519PublicKey.from_public_bytes(raw[1:]).verify(data[-64:], (time + note).encode())
            found = True
    return found
def verify(file, bench, witnesses):
    text = file.decode()
    need(all(c == "\n" or c >= " " and unicodedata.category(c) not in ("Cf", "Zl", "Zp") for c in text), "character")
    header, _, rest = text.partition("\n\n")
    note, _, tail = rest.rpartition("\n\n")
    kind, extra, index, *proof = header.split("\n")
    origin, size, root = note.split("\n")
    need(kind == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ", "kind")
    need(tail.endswith("\n") and tail.count("\n") <= 16 and len(proof) <= 63, "lines")
    need(all(re.fullmatch("0|[1-9][0-9]{0,15}", number) for number in (index[6:], size)), "number")
    line, at, last = decoded(extra[6:]), int(index[6:]), int(size) - 1
    need(bench.split("+")[0] == origin and signed(note + "\n", tail[:-1].split("\n"), bench), "not signed by this bench")
    seen = [w.split("+")[0] for w in witnesses if signed(note + "\n", tail[:-1].split("\n"), w)]
    top = sha(b"\0", line)
    for sibling in (decoded(part, 32) for part in proof):                          # RFC 9162, section 2.1.3.2
        need(last > 0, "proof")
        top = sha(b"\1", sibling, top) if at & 1 or at == last else sha(b"\1", top, sibling)
        while at == last and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    need(int(index[6:]) < int(size) and last == 0 and top == decoded(root, 32), "proof")
    event = json.loads(line)
    need(event["type"] in ("unit-ended", "unit-settled", "audited") and event["keys"], "no line about the keys of a module")
    return event, seen
if __name__ == "__main__":
    try:
        bench, *witnesses = (open(name).read().strip() for name in sys.argv[2:])
        event, seen = verify(open(sys.argv[1], "rb").read(), bench, witnesses)
    except (ValueError, KeyError, InvalidSignature) as refused:
        sys.exit(f"Refused: {refused!r}")
    print(f"Module {event['sn']}, {event['type']} {event['at']}, set {event['setKcv']}, order {event.get('order', 'none')}",
          *event["keys"], *(f"cosigned by {name}" for name in seen), sep="\n")
