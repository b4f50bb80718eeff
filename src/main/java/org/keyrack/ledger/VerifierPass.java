package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.ledger.Verification.Finding;
import org.keyrack.ledger.Verification.Finding.Kind;

/** One pass over the events, chain by chain. */
final class VerifierPass {
    private static final String TIME = "0000-00-00T00:00:00.000Z";

    private final Map<String, Map<Long, List<SignedHead>>> wanted = new LinkedHashMap<>();
    private final Optional<String> publicKey;
    private final Map<String, Head> ends = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Head> vouched = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Hash hash = new Hash();
    private long events;

    VerifierPass(List<SignedHead> heads, Optional<String> publicKey) {
        this.publicKey = publicKey;
        // A head is kept at every export too, so the same line may stand in a file more than once.
        for (SignedHead head : new LinkedHashSet<>(heads)) {
            wanted.computeIfAbsent(head.head().chain(), chain -> new LinkedHashMap<>())
                    .computeIfAbsent(head.head().seq(), seq -> new ArrayList<>())
                    .add(head);
        }
    }

    void damaged(String words) {
        add("", 0, Kind.DAMAGED, "The database is damaged: " + words);
    }

    /** A line of an export: its own fields say where it belongs. No text: its bytes are no UTF-8. */
    void line(int number, Optional<String> body) {
        if (body.isEmpty()) {
            add("", 0, Kind.CHANGED, "Line " + number + " of the export is no text in UTF-8");
            return;
        }
        try {
            EventLine line = EventLine.parse(body.get());
            row(line.text("bench"), line.number("seq"), body.get());
        } catch (MalformedLine | LedgerUnreadable e) {
            add("", 0, Kind.CHANGED, "Line " + number + " of the export is no ledger line: " + e.getMessage());
        }
    }

    /** A row of the database. */
    void row(String chain, long seq, String body) {
        events++;
        Head before = ends.getOrDefault(chain, Head.none(chain));
        if (seq != before.seq() + 1) {
            boolean missing = seq > before.seq() + 1;
            add(
                    chain,
                    seq,
                    missing ? Kind.MISSING : Kind.CHANGED,
                    missing
                            ? "Events " + (before.seq() + 1) + " to " + (seq - 1) + " are missing"
                            : "Event " + seq + " follows event " + before.seq());
        }
        EventLine line = null;
        try {
            line = EventLine.parse(body);
            check(chain, seq, before, line);
        } catch (MalformedLine | LedgerUnreadable e) {
            add(chain, seq, Kind.CHANGED, "Event " + seq + " is no ledger line: " + e.getMessage());
        }
        Head now = new Head(chain, seq, hash.of(body));
        ends.put(chain, now);
        if (line != null && line.maybe("publicKey").isPresent()) {
            keys.put(chain, line.text("publicKey"));
        }
        Map<Long, List<SignedHead>> heads = wanted.get(chain);
        if (heads != null) {
            List<SignedHead> here = heads.remove(seq);
            if (here != null) {
                here.forEach(head -> compare(head, now));
            }
        }
    }

    Verification end() {
        wanted.forEach((chain, heads) -> heads.values()
                .forEach(list -> list.forEach(head -> {
                    Head end = ends.get(chain);
                    add(
                            chain,
                            head.head().seq(),
                            Kind.TRUNCATED,
                            end == null
                                    ? "The whole chain is missing, of which event "
                                            + head.head().seq() + " was signed"
                                    : "The chain ends at event " + end.seq() + ", but event "
                                            + head.head().seq()
                                            + " was signed: the end was cut off, or this is an older copy");
                })));
        return new Verification(events, findings, List.copyOf(vouched.values()), List.copyOf(ends.values()));
    }

    private void check(String chain, long seq, Head before, EventLine line) {
        String where = "Event " + seq + " ";
        if (!line.text("bench").equals(chain) || line.number("seq") != seq) {
            add(
                    chain,
                    seq,
                    Kind.CHANGED,
                    where + "says that it is event " + line.number("seq") + " of " + line.text("bench"));
        }
        if (seq == before.seq() + 1 && !line.text("prev").equals(before.hash())) {
            add(
                    chain,
                    seq,
                    Kind.CHANGED,
                    seq == 1
                            ? where + "does not begin a chain"
                            : where + "does not follow event " + before.seq() + ": one of the two was changed");
        }
        if (seq == 1 != line.type().equals(EventEncoder.GENESIS)) {
            add(chain, seq, Kind.CHANGED, where + (seq == 1 ? "is no beginning" : "is a second beginning"));
        }
        if (seq == 1 && !line.text("format").equals(Opening.FORMAT)) {
            add(chain, seq, Kind.CHANGED, where + "names the unknown format " + line.text("format"));
        }
        if (!timed(line.text("at"))) {
            add(chain, seq, Kind.CHANGED, where + "has no proper time");
        }
    }

    /** The form of a time, not its calendar: a change of it breaks the chain anyhow, and parsing a date costs a third. */
    private static boolean timed(String at) {
        for (int i = 0; i < TIME.length(); i++) {
            char form = TIME.charAt(i);
            if (at.length() != TIME.length() || (form == '0' ? !digit(at.charAt(i)) : at.charAt(i) != form)) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private void compare(SignedHead head, Head now) {
        String chain = now.chain();
        if (!BenchKey.verifies(head, publicKey.orElse(keys.getOrDefault(chain, "")))) {
            add(
                    chain,
                    now.seq(),
                    Kind.BAD_SIGNATURE,
                    "The head for event " + now.seq() + " is not signed by the key of bench " + now.bench());
        } else if (!head.head().hash().equals(now.hash())) {
            add(
                    chain,
                    now.seq(),
                    Kind.REWRITTEN,
                    "Event " + now.seq()
                            + " is not the one whose head was signed: this or an earlier event was changed");
        } else {
            vouched.put(chain, now);
        }
    }

    private void add(String chain, long seq, Kind kind, String text) {
        if (findings.size() < Verification.LIMIT) {
            findings.add(new Finding(chain, seq, kind, (chain.isEmpty() ? "" : "Bench " + chain + ": ") + text));
        }
    }
}
