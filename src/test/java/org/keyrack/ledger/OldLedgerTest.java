package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.UnitResult;

/**
 * A ledger that the program wrote before it kept modules that are not loaded: src/test/resources/ledger, one batch of three
 * modules, of which one was refused, one failed and one was settled. It verifies, is read and is gone on with.
 */
class OldLedgerTest {
    private static final Path EXPORT = Path.of("src/test/resources/ledger/first-version.jsonl");
    private static final Path HEADS = Path.of("src/test/resources/ledger/first-version.heads");

    @TempDir
    Path folder;

    @Test
    void aLedgerOfTheFirstVersionVerifiesByItsHead() throws Exception {
        List<SignedHead> heads = HeadsFolder.read(HEADS);
        Verification found = LedgerVerifier.verifyExport(EXPORT, heads, Optional.empty());
        assertTrue(found.sound(), found.findings().toString());
        assertEquals(1, found.vouched().size());
        assertEquals(found.ends(), found.vouched());
    }

    @Test
    void itsBatchesReadAsTheyDidAndItIsGoneOnWith() throws Exception {
        LedgerSettings settings = LedgerSettings.in(Files.createDirectories(folder.resolve("ledger")), "bench-1");
        assertTrue(LedgerRestore.restore(EXPORT, settings).sound());
        Story story = new Story(3);
        try (Ledger ledger = Ledger.open(settings)) {
            BatchView old = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(
                    List.of(ModuleClass.DONE, ModuleClass.FAILED),
                    old.units().stream().map(UnitRecord::state).sorted().toList());
            assertEquals(1, old.summary().counts().of(KeyClass.LOADED));
            assertTrue(old.units().stream().allMatch(unit -> unit.setAside().isEmpty()));
            assertEquals(
                    BenchExports.NOT_KNOWN,
                    ledger.query().bench("bench-1").orElseThrow().exports());
            ledger.commit(List.of(
                    story.batch(2, 1, 1),
                    story.expects(2, List.of(Story.sn(1), Story.sn(2))),
                    story.refused(2, 9, Refusal.Kind.FOREIGN_SET, "485F5C")));
            ledger.commit(List.of(story.unit(1, 1), story.unitEnded(1, UnitResult.State.FAILED, 0, 1)));
            ledger.commit(List.of(story.ended(2, 0, 0)));
            // Put aside long after: in a batch of the first version too.
            ledger.commit(List.of(story.setAside(1, 0x6602)));
            BatchView gone = ledger.query().batch(new BatchId("bench-1", 2)).orElseThrow();
            assertEquals(2, gone.units().size());
            assertEquals(2, gone.expected().orElseThrow().modules().size());
            assertTrue(old.expected().isEmpty());
        }
        List<SignedHead> heads = new java.util.ArrayList<>(HeadsFolder.read(HEADS));
        heads.addAll(new HeadsFolder(settings.heads()).of("bench-1"));
        Verification found = LedgerVerifier.verify(settings.location(), heads, Optional.empty());
        assertTrue(found.sound(), found.findings().toString());
    }
}
