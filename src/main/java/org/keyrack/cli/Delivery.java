package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.language.Wording;
import org.keyrack.ledger.DeliveryListException;
import org.keyrack.ledger.DeliveryListParser;
import org.keyrack.protocol.SerialNumber;

/**
 * How modules compare with a list of those expected.
 *
 * @param listed modules of the list; 0 when there is none
 * @param missing expected and not there, in the list's order
 * @param unexpected there and not expected
 */
record Delivery(int listed, List<SerialNumber> missing, List<SerialNumber> unexpected) {
    /** Without a list nothing is missing and nothing unexpected. */
    static final Delivery ANY = new Delivery(0, List.of(), List.of());

    static Delivery of(Optional<ExpectedUnits> list, Collection<SerialNumber> seen) {
        return list.map(units -> new Delivery(units.modules().size(), units.missing(seen), units.unexpected(seen)))
                .orElse(ANY);
    }

    /** @param csv the list, or null for none */
    static Optional<ExpectedUnits> list(Path csv) throws CliException {
        try {
            return csv == null ? Optional.empty() : Optional.of(DeliveryListParser.read(csv));
        } catch (DeliveryListException e) {
            throw CliException.usage(e.getMessage());
        }
    }

    boolean complete() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    void print(PrintWriter out) {
        Wording words = Wording.of("cli");
        if (listed > 0) {
            out.println(words.say("delivery.counts", listed, missing.size(), unexpected.size()));
        }
        missing.forEach(sn -> out.println(words.say("delivery.missing", sn.toString())));
        unexpected.forEach(sn -> out.println(words.say("delivery.unexpected", sn.toString())));
    }

    /** Adds {@code missing} and {@code unexpected}, SNs as hexadecimal digits, when there is a list. */
    void into(ObjectNode object) {
        if (listed == 0) {
            return;
        }
        ArrayNode gone = object.putArray("missing");
        missing.forEach(sn -> gone.add(sn.hex()));
        ArrayNode strange = object.putArray("unexpected");
        unexpected.forEach(sn -> strange.add(sn.hex()));
    }
}
