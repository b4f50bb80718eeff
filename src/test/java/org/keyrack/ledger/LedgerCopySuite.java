package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.AsAct;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.AuditCounts;
import org.keyrack.journal.AuditEvent.AuditEnded;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.CeremonyAct;
import org.keyrack.journal.CeremonyEvent.CeremonyActed;
import org.keyrack.journal.CeremonyEvent.CeremonyEnded;
import org.keyrack.journal.CeremonyEvent.CeremonyStarted;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;

/** What can be taken out of every ledger and put back, whatever database it is in. */
abstract class LedgerCopySuite {
    @TempDir
    Path folder;

    final Story story = new Story(7);

    /** Settings of a bench on this test's database; the same database every time. */
    abstract LedgerSettings settings(String bench);

    @Test
    void aBackupTakenWhileTheBenchWorksIsRestoredAndGoesOnInANewChain() throws Exception {
        LedgerSettings settings = settings("bench-1");
        Path backup = folder.resolve("backup");
        Head atBackup;
        try (Ledger ledger = Ledger.open(settings)) {
            runBatch(ledger, 1, 2, 2);
            atBackup = ledger.head().head();
            Verification copy = LedgerBackup.to(settings.location(), backup);
            assertTrue(copy.sound(), copy.findings().toString());
            assertEquals(List.of(atBackup), copy.ends());
            runBatch(ledger, 2, 1, 1);
        }
        LedgerSettings target = elsewhere("bench-1");
        Verification restored = LedgerRestore.restore(backup, target);
        assertTrue(restored.sound());
        assertEquals(
                List.of(atBackup.chain(), restored.ends().get(1).chain()),
                restored.ends().stream().map(Head::chain).toList());
        assertEquals(1, restored.ends().get(1).seq());
        assertThrows(LedgerException.class, () -> LedgerRestore.restore(backup, target));
        try (Ledger ledger = Ledger.open(target)) {
            assertEquals(Optional.empty(), ledger.recover().newer());
            assertEquals(
                    1,
                    ledger.query()
                            .batches(Optional.empty(), PageStart.NEWEST, 1_000)
                            .batches()
                            .size());
            assertEquals(2, ledger.nextBatch());
            runBatch(ledger, 2, 1, 1);
        }
        Verification verified = LedgerVerifier.verify(
                target.location(), new HeadsFolder(target.heads()).of("bench-1"), Optional.empty());
        assertEquals(
                List.of(Verification.Finding.Kind.TRUNCATED),
                verified.findings().stream().map(Verification.Finding::kind).toList(),
                "the lost batch's head still says that it was there");
    }

    @Test
    void aBackupThatWasChangedIsNotRestored() throws Exception {
        LedgerSettings settings = settings("bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            runBatch(ledger, 1, 2, 2);
        }
        Path export = folder.resolve("export.jsonl");
        try (Writer out = Files.newBufferedWriter(export)) {
            LedgerExport.write(settings.location(), LedgerExport.Format.JSONL, out);
        }
        Files.writeString(export, Files.readString(export).replaceFirst("Ada Operator", "Eve Operator"));
        LedgerException refused =
                assertThrows(LedgerException.class, () -> LedgerRestore.restore(export, elsewhere("bench-1")));
        assertTrue(refused.getMessage().contains("Event 3 does not follow event 2"), refused.getMessage());
    }

    @Test
    void anExportIsVerifiedByAScriptThatDoesNotTrustThisProgram() throws Exception {
        LedgerSettings settings = settings("bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(
                    List.of(story.batch(1, 0, 0), story.expects(1, List.of(Story.sn(1), Story.sn(2), Story.sn(9)))));
            ledger.commit(List.of(story.ended(1, 0, 0)));
            runBatch(ledger, 2, 2, 2);
            Path export = folder.resolve("export.jsonl");
            try (Writer out = Files.newBufferedWriter(export)) {
                LedgerExport.write(settings.location(), LedgerExport.Format.JSONL, out);
            }
            String heads = settings.heads().resolve("bench-1.heads").toString();
            assertEquals("0 " + ledger.head().head(), python(export, heads));
            List<String> lines = Files.readAllLines(export);
            Files.write(export, lines.subList(0, lines.size() - 1));
            assertTrue(python(export, heads).startsWith("1 "));
            Files.writeString(export, String.join("\n", lines).replaceFirst("Ada", "Eve") + "\n");
            assertTrue(python(export).startsWith("1 "));
        }
    }

    @Test
    void theTableHasAColumnForEveryFieldOfEveryEvent() throws Exception {
        LedgerSettings settings = settings("bench-1");
        Intent left = story.intent(story.download(3, 1, 1));
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(1, 3, 3), story.expects(1, List.of(Story.sn(1), Story.sn(9)))));
            ledger.commit(story.wholeUnit(1, 1));
            Intent failing = story.intent(story.download(2, 1, 1));
            ledger.commit(List.of(story.unit(2, 1), failing, story.notLoaded(failing, "link.CARD_REMOVED")));
            ledger.commit(List.of(story.unitEnded(2, UnitResult.State.FAILED, 0, 1)));
            ledger.commit(List.of(
                    story.refused(1, 4, Refusal.Kind.FOREIGN_SET, "be7ed6"),
                    story.needsNothing(1, 5),
                    story.setAside(1, 4)));
            ledger.commit(List.of(
                    Story.audited(ledger.query().receipts(Story.sn(1)).get(0), true),
                    new AsActed(Instant.now(), Story.AS_ID, AsAct.STATE, "LOADING", 3, 9, "Ada Operator"),
                    new AuditEnded(Instant.now(), Story.AS_ID, "Ada Operator", AuditCounts.NONE),
                    new AsDiffered(Instant.now(), Story.AS_ID, 9, 3, 8, 2, "Ada Operator"),
                    new CeremonyStarted(
                            Instant.now(), Story.AS_ID, "Keys", "AS", Story.AS_ID, List.of(), "Ada Operator", true),
                    new CeremonyActed(
                            Instant.now(), Story.AS_ID, CeremonyAct.PIN, "operator", "Anna", Optional.empty(), ""),
                    new CeremonyEnded(Instant.now(), Story.AS_ID, true, Story.AS_ID, "Ada Operator")));
            ledger.commit(List.of(story.unit(3, 1), left, story.exported(left)));
        }
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(2, 1, 1), story.unit(3, 1)));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(story.intent(story.download(3, 1, 1)))));
        }
        Set<String> fields = new HashSet<>();
        EventStream.read(settings.location(), (chain, seq, body) -> {
            try {
                fields.addAll(EventLine.parse(body).fields().keySet());
            } catch (EventLine.MalformedLine e) {
                throw new LedgerException(e.getMessage(), e);
            }
        });
        fields.removeAll(LedgerExport.COLUMNS);
        assertEquals(Set.of(), fields);
        StringWriter table = new StringWriter();
        LedgerExport.write(settings.location(), LedgerExport.Format.CSV, table);
        assertTrue(table.toString().startsWith("bench,seq,prev,type,at,"));
    }

    /** Settings of the same bench, with its key and heads, on another, empty database. */
    abstract LedgerSettings elsewhere(String bench);

    Verification verify() throws LedgerException {
        return LedgerVerifier.verify(
                settings("bench-1").location(),
                new HeadsFolder(settings("bench-1").heads()).of("bench-1"),
                Optional.empty());
    }

    void runBatch(Ledger ledger, long number, int units, int keys) throws Exception {
        ledger.commit(List.of(story.batch(number, units, units * keys)));
        for (int unit = 0; unit < units; unit++) {
            ledger.commit(story.wholeUnit(unit, keys));
        }
        ledger.commit(List.of(story.ended(number, units, units * keys)));
    }

    /** Runs a statement past the program, as its database's owner. */
    abstract void rawly(String statement) throws Exception;

    private String python(Path export, String... heads) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "docs/verify-ledger.py", export.toString()));
        command.addAll(List.of(heads));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue() + " " + said;
    }

    @Test
    void anOlderCopyIsNoticedAndGoesOnInAChainOfItsOwn() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        HeadsFolder heads = new HeadsFolder(settings("bench-1").heads());
        BenchKey key = BenchKey.at(settings("bench-1").benchKey());
        Head later = new Head(ChainName.first("bench-1"), 5_000, "ab".repeat(32));
        heads.append(key.sign(later));
        ChainName chain;
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(Optional.of(later), ledger.recover().newer());
            assertEquals(2, ledger.nextBatch());
            runBatch(ledger, 2, 1, 1);
            chain = ledger.head().head().chain();
            assertTrue(chain.name().startsWith("bench-1~"), chain.name());
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(chain, ledger.head().head().chain());
            assertTrue(ledger.query().batch(new BatchId("bench-1", 2)).isPresent());
        }
        Verification verified = verify();
        assertEquals(
                List.of(Verification.Finding.Kind.TRUNCATED),
                verified.findings().stream().map(Verification.Finding::kind).toList());
    }
}
