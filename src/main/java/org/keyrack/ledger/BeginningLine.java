package org.keyrack.ledger;

import java.util.Base64;
import java.util.Optional;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.TreeHash;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.protocol.Bytes;
import org.keyrack.witness.Beginning;

/** The first line of a chain, as a witness reads it. */
final class BeginningLine {
    /** The head of the chain that this one continues. */
    static final String CONTINUES = "continues";
    /** Root of the tree over the lines up to that head, Base64 of 32 bytes; older programs did not write it. */
    static final String ROOT = "continuesRoot";

    private static final int HEAD_PARTS = 3;

    private BeginningLine() {}

    static Optional<Beginning> read(String text, String chain) {
        try {
            EventLine line = EventLine.parse(text);
            if (line.type() != EventType.GENESIS || !line.chain().name().equals(chain) || line.number("seq") != 1) {
                return Optional.empty();
            }
            Optional<Beginning.Continued> continued = line.maybe(CONTINUES)
                    .map(head -> head.split(" ", -1))
                    .filter(parts -> parts.length == HEAD_PARTS && parts[1].matches("[0-9]{1,16}"))
                    .map(parts -> new Beginning.Continued(parts[0], Long.parseLong(parts[1]), root(line)));
            return Ed25519.rawKey(line.text("publicKey")).map(key -> new Beginning(Bytes.of(key), continued));
        } catch (MalformedLine | LedgerUnreadable e) {
            return Optional.empty();
        }
    }

    private static Optional<Bytes> root(EventLine line) {
        try {
            return line.maybe(ROOT)
                    .map(Base64.getDecoder()::decode)
                    .filter(root -> root.length == TreeHash.LENGTH)
                    .map(Bytes::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
