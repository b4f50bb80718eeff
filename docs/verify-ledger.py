# Verifies what `keyrack ledger export --format jsonl` wrote: python3 verify-ledger.py EXPORT [HEADS]; exit code 1: not sound
import hashlib, json, sys
ends, bad = {}, []
heads = [line.split() for line in open(sys.argv[2])] if len(sys.argv) > 2 else []
signed = {(h[1], int(h[2])): h[3] for h in heads if len(h) == 5 and h[0] == "keyrack-head-1"}
for number, line in enumerate(open(sys.argv[1], "rb"), 1):
    event, digest = json.loads(line), hashlib.sha256(line.rstrip(b"\n")).hexdigest()
    seq, prev = ends.get(event["bench"], (0, "0" * 64))
    if (event["seq"], event["prev"]) != (seq + 1, prev):
        bad.append(f"line {number}: {event['bench']} {event['seq']} does not follow {seq}")
    if signed.pop((event["bench"], event["seq"]), digest) != digest:
        bad.append(f"line {number}: {event['bench']} {event['seq']} is not the event whose head was kept")
    ends[event["bench"]] = event["seq"], digest
bad += [f"{bench} {seq} is missing, of which a head was kept" for bench, seq in signed]
sys.exit("\n".join(bad)) if bad else print(*(f"{bench} {seq} {end}" for bench, (seq, end) in ends.items()), sep="\n")
