package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;

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

    /** An AS that holds all three, and can give the last. */
    private static AsUnit as() {
        List<TransportKeySlot> slots = new ArrayList<>();
        T.forEach(t -> slots.add(new TransportKeySlot(slots.size() + 1, Suite.AES_128, t.version(), t.kcv())));
        AsIdentity identity = new AsIdentity(Story.AS_ID, "SET 7", LifeCycleState.OPERATIONAL, 3, 3, 3, 0, 0, slots);
        AsProtection protection = new AsProtection(
                Set.of(),
                Set.of(PinReference.values()),
                false,
                Kcv.NONE,
                Collections.nCopies(4, AsProtection.Slot.EMPTY));
        KeyDirectoryEntry transport = new KeyDirectoryEntry(
                7, "T", 0, KeyType.AES_128, 3, false, true, Set.of(), T.get(2).kcv(), KeyDirectoryEntry.NO_LIMIT);
        return new AsUnit(AsKind.CARD, "reader", identity, protection, List.of(transport));
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
                AsUnit as = as();
                long best = Long.MAX_VALUE;
                long retire = Long.MAX_VALUE;
                long rotate = Long.MAX_VALUE;
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
                    begun = THREADS.getCurrentThreadCpuTime();
                    String wanted = Retirement.of("reader", as.identity(), 1, records)
                            .wanted()
                            .orElseThrow();
                    retire = Math.min(retire, THREADS.getCurrentThreadCpuTime() - begun);
                    assertTrue(wanted.contains("334 modules were last seen with it"), wanted);
                    begun = THREADS.getCurrentThreadCpuTime();
                    Rotation rotation = Rotation.find(as, List.of(), OptionalInt.empty(), ledger.transportKeys())
                            .rotation()
                            .orElseThrow();
                    rotate = Math.min(rotate, THREADS.getCurrentThreadCpuTime() - begun);
                    assertEquals(333, rotation.left().size(), "those that were given the second T");
                }
                System.out.printf(
                        "%,d modules over three T: who holds which %,d ms, retire %,d ms, rotate %,d ms of the processor%n",
                        MODULES, best / 1_000_000, retire / 1_000_000, rotate / 1_000_000);
                assertTrue(best < 1_000_000_000, best + " ns");
                assertTrue(retire < 1_000_000_000, retire + " ns");
                assertTrue(rotate < 1_000_000_000, rotate + " ns");
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
