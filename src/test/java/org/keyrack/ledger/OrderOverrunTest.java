package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.ledger.Verification.Finding.What;

/** Whoever frees places in the database loads more than was ordered, and verification counts it. */
class OrderOverrunTest {
    @TempDir
    Path folder;

    private final Story story = new Story(5);

    private Verification verify() throws Exception {
        return LedgerVerifier.verify(LedgerSettings.in(folder, "bench-1").location(), List.of(), Optional.empty());
    }

    private void load(Ledger ledger, long batch, int first, int last) throws Exception {
        ledger.commit(List.of(story.batch(batch, 1, 1, "1")));
        for (int n = first; n <= last; n++) {
            for (Durable event : story.wholeUnit(n, 2)) {
                ledger.commit(List.of(event));
            }
        }
        ledger.commit(List.of(story.ended(batch, 1, 1)));
    }

    @Test
    void anOrderWithMoreModulesThanItHasRoomForIsAFinding() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            OrderOffice.trust(ledger);
            ledger.orders().open(OrderOffice.quantity(ledger, "1", 2));
            load(ledger, 1, 1, 2);
        }
        assertTrue(verify().sound(), () -> "two of two");
        Database database = Database.at(settings.location());
        try (Handle handle = database.openWriter("bench-1")) {
            handle.execute("UPDATE order_place SET sn = NULL WHERE place = 1");
        } finally {
            database.close();
        }
        try (Ledger ledger = Ledger.open(settings)) {
            load(ledger, 2, 3, 3);
            assertEquals(3, ledger.query().order("1").used());
        }
        List<Verification.Finding> findings = verify().findings();
        assertEquals(
                List.of(What.ORDER_OVERRUN),
                findings.stream().map(Verification.Finding::what).toList());
        assertEquals(
                "Under order 1 more modules hold keys, or may, than it has room for: 3 / 2",
                findings.get(0).text());
    }
}
