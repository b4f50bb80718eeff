package org.keyrack.ledger;

import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.AsDiffered;
import org.keyrack.protocol.Bytes;

/** Sights of an AS whose counters were not as the ledger had them, as lines. */
final class AsDifferences {
    private AsDifferences() {}

    static EventLine line(AsDiffered event) {
        return EventLine.of(EventType.AS_DIFFERED, event.at())
                .with("asId", event.asId().hex())
                .with("ctr", event.ctr())
                .with("acts", event.acts())
                .with("knownCtr", event.knownCtr())
                .with("knownActs", event.knownActs())
                .with("operator", event.operator());
    }

    private static AsDiffered event(EventLine line) {
        return new AsDiffered(
                line.at(),
                Bytes.ofHex(line.text("asId")),
                line.number("ctr"),
                (int) line.number("acts"),
                line.number("knownCtr"),
                line.number("knownActs"),
                line.text("operator"));
    }

    /** All of them, newest first; they are few. */
    static List<AsDiffered> all(Handle handle, Database database) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("type") + " = "
                        + EventType.AS_DIFFERED.sql() + " ORDER BY bench, seq")
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .map(AsDifferences::event)
                .sorted(Comparator.comparing(AsDiffered::at).reversed())
                .toList();
    }
}
