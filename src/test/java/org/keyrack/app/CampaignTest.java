package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.Download;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.UnitResult;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;

/** Who holds which T, of a thousand modules over three T. */
class CampaignTest {
    private static final int MODULES = 1_000;
    private static final int KEYS = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<HeldTransportKey> T = List.of(
            new HeldTransportKey(1, Story.SET),
            new HeldTransportKey(2, new Kcv(Bytes.ofHex("222222"))),
            new HeldTransportKey(3, new Kcv(Bytes.ofHex("333333"))));

    @TempDir
    Path folder;

    private final Story story = new Story(5);

    /** The rotation of a module to the next T. */
    private List<DurableEvent> rotated(int module, HeldTransportKey from, HeldTransportKey to) {
        Intent intent = story.intent(new Download(Story.sn(module), "reader", 7, 0, 1));
        Header header = new Header(
                Suite.AES_128, from.version(), false, true, 7, 0, 0, KeyType.AES_128, to.version(), 10_000L + module);
        Exported exported = new Exported(
                Instant.now(),
                intent.download(),
                Story.AS_ID,
                AsKind.CARD,
                from.version(),
                from.kcv(),
                header,
                intent.r(),
                intent.r(),
                intent.r());
        // What a module answers is its own, as R is.
        Outcome outcome = new Outcome(
                Instant.now(),
                intent.download(),
                Optional.of(intent.r()),
                new Loaded(to.version(), to.kcv(), intent.r(), false));
        return List.of(
                story.unit(module, 1), intent, exported, outcome, story.unitEnded(module, UnitResult.State.DONE, 1, 1));
    }

    @Test
    void aThousandModulesOverThreeTAreCountedInUnderASecond() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            for (int batch = 1; batch <= T.size(); batch++) {
                List<DurableEvent> events = new ArrayList<>(List.of(story.batch(batch, MODULES, MODULES)));
                for (int module = 0; module < MODULES; module++) {
                    if (batch == 1) {
                        events.addAll(story.wholeUnit(module, KEYS));
                    } else if (module % T.size() >= batch - 1) {
                        events.addAll(rotated(module, T.get(batch - 2), T.get(batch - 1)));
                    }
                }
                events.add(story.ended(batch, MODULES, MODULES));
                ledger.commit(events);
            }
            try (ReportSource records = new ReportSource(ledger.query(), new HeadsFolder(settings.heads()))) {
                long best = Long.MAX_VALUE;
                for (int i = 0; i < 3; i++) {
                    // Of this thread alone: what else runs on the machine is no figure of this.
                    long begun = THREADS.getCurrentThreadCpuTime();
                    Campaign campaign = Campaign.of(records);
                    best = Math.min(best, THREADS.getCurrentThreadCpuTime() - begun);
                    assertEquals(334, campaign.of(T.get(0)).modules().size());
                    assertEquals(333, campaign.of(T.get(1)).modules().size());
                    assertEquals(333, campaign.of(T.get(2)).modules().size());
                    assertEquals(
                            MODULES * KEYS + 666, campaign.of(T.get(0)).notAudited(), "keys and the first rotation");
                    assertEquals(333, campaign.of(T.get(1)).notAudited(), "the second rotation");
                    assertTrue(!campaign.of(T.get(1)).free());
                }
                System.out.printf(
                        "who holds which T, of %,d modules: %,d ms of the processor%n", MODULES, best / 1_000_000);
                assertTrue(best < 1_000_000_000, best + " ns");
            }
        }
    }

    @Test
    void aTIsFreeOnceItsLastReceiptIsConfirmedAndItsLastModuleHoldsANewerOne() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        try (Ledger ledger = Ledger.open(settings);
                ReportSource records = new ReportSource(ledger.query(), new HeadsFolder(settings.heads()))) {
            List<DurableEvent> events = new ArrayList<>(List.of(story.batch(1, 1, 1)));
            events.addAll(story.wholeUnit(1, 1));
            events.add(story.ended(1, 1, 1));
            ledger.commit(events);
            ledger.commit(List.of(story.batch(2, 1, 1)));
            assertEquals(1, Campaign.of(records).of(T.get(0)).modules().size());
            ledger.commit(rotated(1, T.get(0), T.get(1)));
            assertEquals(0, Campaign.of(records).of(T.get(0)).modules().size());
            for (KeptReceipt receipt : records.receipts(Story.sn(1))) {
                assertTrue(!Campaign.of(records).of(T.get(0)).free());
                ledger.commit(List.of(Story.audited(receipt, true)));
            }
            assertTrue(Campaign.of(records).of(T.get(0)).free());
            assertEquals("bench-1", Campaign.of(records).of(T.get(1)).benches().firstKey());
        }
    }
}
