package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.ledger.Verification.Finding.Kind;

/** What readers of a ledger do when somebody has changed events in it. */
class TamperedLedgerTest {
    private static final Pattern VALUE = Pattern.compile("\"([a-zA-Z0-9]+)\":(\"[^\"]*\"|[0-9]+)");

    @TempDir
    Path folder;

    private final Story story = new Story(8);
    private LedgerSettings settings;

    @BeforeEach
    void writeALedger() throws Exception {
        settings = LedgerSettings.in(folder, "bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(
                    story.batch(1, 3, 3),
                    story.expects(1, List.of(Story.sn(1), Story.sn(3))),
                    story.refused(1, 4, Refusal.Kind.FOREIGN_SET, "be7ed6")));
            ledger.commit(story.wholeUnit(1, 1));
            Intent lost = story.intent(story.download(2, 1, 1));
            ledger.commit(List.of(story.unit(2, 1), lost, story.exported(lost), story.unknown(lost)));
            ledger.commit(List.of(story.unitEnded(2, UnitResult.State.UNKNOWN, 0, 1), story.ended(1, 1, 1)));
        }
        raw().run("DROP TRIGGER event_never_changed");
    }

    @Test
    void whateverFieldWasChangedALookUpAnswersOrSaysThatTheLedgerIsToBeVerified() throws Exception {
        List<String> bodies = bodies();
        for (int i = 0; i < bodies.size(); i++) {
            Matcher value = VALUE.matcher(bodies.get(i));
            while (value.find()) {
                String rubbish = value.group(2).startsWith("\"") ? "\"?\"" : "9007199254740991";
                put(
                        i + 1,
                        bodies.get(i).substring(0, value.start(2))
                                + rubbish
                                + bodies.get(i).substring(value.end(2)));
                lookUp("event " + (i + 1) + ", " + value.group(1));
            }
            put(i + 1, bodies.get(i));
        }
    }

    private void lookUp(String changed) throws Exception {
        List<Runnable> lookUps = new ArrayList<>();
        try (LedgerQuery query = LedgerQuery.open(settings.location())) {
            lookUps.add(() -> query.batches(Optional.empty(), PageStart.NEWEST, 1_000));
            lookUps.add(() -> query.batch(new BatchId("bench-1", 1)));
            lookUps.add(query::openDownloads);
            lookUps.add(() -> query.modulesWith("0", 10));
            for (int n = 1; n <= 4; n++) {
                var sn = Story.sn(n);
                lookUps.add(() -> query.module(sn));
                lookUps.add(() -> query.loadedKeys(sn));
            }
            for (Runnable lookUp : lookUps) {
                try {
                    lookUp.run();
                } catch (LedgerUnreadable said) {
                    assertTrue(said.getMessage().contains("verify the ledger"), changed + ": " + said.getMessage());
                } catch (RuntimeException e) {
                    throw new AssertionError(changed, e);
                }
            }
        }
    }

    @Test
    void anEventThatCannotBeReadRefusesItsModuleAloneAndLeavesNoHalfTransaction() throws Exception {
        int loaded = 1
                + bodies().indexOf(bodies().stream()
                        .filter(body -> body.contains("\"type\":\"outcome\"") && body.contains("\"result\":\"loaded\""))
                        .findFirst()
                        .orElseThrow());
        put(loaded, bodies().get(loaded - 1).replaceFirst("\"kcv\":\"[0-9a-f]*\"", "\"kcv\":\"?\""));
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(2, 2, 2)));
            ClaimRefused refused = assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(story.unit(1, 1))));
            assertTrue(refused.getMessage().contains("verify the ledger"), refused.getMessage());
            assertEquals(Set.of(), claims(), "another program sees no claim of the module that was refused");
            ledger.commit(List.of(story.unit(5, 1)));
            assertEquals(Set.of(Story.sn(5).hex()), claims());
        }
    }

    @Test
    void aBenchDoesNotWorkOnALedgerWhoseBatchesCannotBeRead() throws Exception {
        put(2, bodies().get(1).replaceFirst("\"keys\":", "\"keys\": "));
        LedgerException refused = assertThrows(LedgerException.class, () -> Ledger.open(settings));
        assertTrue(refused.getMessage().contains("verify the ledger"), refused.getMessage());
        // Nothing is held any more.
        assertThrows(LedgerException.class, () -> Ledger.open(settings));
    }

    @Test
    void anExportWithABrokenByteIsFoundAndPlacedAsTheLineThatWasChanged() throws Exception {
        Path export = folder.resolve("export.jsonl");
        LedgerExport.toFile(settings.location(), LedgerExport.Format.JSONL, export);
        byte[] bytes = Files.readAllBytes(export);
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Ada Operator");
        bytes[name] = (byte) 0xFF;
        Files.write(export, bytes);
        Verification found = LedgerVerifier.verifyExport(export, List.of(), Optional.empty());
        assertFalse(found.sound());
        assertEquals(Kind.CHANGED, found.findings().get(0).kind());
        assertTrue(
                found.findings().get(0).text().contains("ine 2"),
                found.findings().toString());
    }

    @Test
    void anExportWithOtherLineEndsIsNoLongerTheBytesThatWereChained() throws Exception {
        Path export = folder.resolve("export.jsonl");
        LedgerExport.toFile(settings.location(), LedgerExport.Format.JSONL, export);
        Files.writeString(export, Files.readString(export).replace("\n", "\r\n"));
        assertFalse(
                LedgerVerifier.verifyExport(export, List.of(), Optional.empty()).sound());
    }

    private Set<String> claims() throws SQLException {
        return Set.copyOf(raw().column("SELECT sn FROM claim"));
    }

    private List<String> bodies() throws SQLException {
        return raw().column("SELECT body FROM event ORDER BY seq");
    }

    private RawSqlite raw() {
        return new RawSqlite(settings.location());
    }

    private void put(int seq, String body) throws SQLException {
        try (Connection connection = raw().connect();
                PreparedStatement update = connection.prepareStatement("UPDATE event SET body = ? WHERE seq = ?")) {
            update.setString(1, body);
            update.setInt(2, seq);
            assertEquals(1, update.executeUpdate());
        }
    }
}
