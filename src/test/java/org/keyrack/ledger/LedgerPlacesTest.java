package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.RunEvent;
import org.keyrack.language.TypedName;

/** Where a ledger and what is written from it may be. */
class LedgerPlacesTest {
    @TempDir
    Path folder;

    private LedgerSettings written(Path at) throws Exception {
        LedgerSettings settings = LedgerSettings.in(Files.createDirectories(at), "bench-1");
        Story story = new Story(1);
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(1, 0, 0), story.ended(1, 0, 0)));
        }
        return settings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://host/ledger?user=ada&password=geheim-77",
                "jdbc:postgresql://host:port/ledger?user=ada&password=geheim-77",
                "jdbc:postgresql://127.0.0.1:1/ledger?user=ada&password=geheim-77"
            })
    void noMessageNorItsCausesSaysThePasswordOfAnAddress(String location) {
        LedgerException refused = assertThrows(LedgerException.class, () -> LedgerQuery.open(location));
        for (Throwable e = refused; e != null; e = e.getCause()) {
            assertFalse(String.valueOf(e.getMessage()).contains("geheim-77"), e.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"what?", "what?mode=ro", "100%41", "a b#c", "Zoë"})
    void aLedgerIsWhereItsNameSaysWhateverSignsAreInIt(String name) throws Exception {
        LedgerSettings settings = written(folder.resolve(name));
        assertTrue(Files.exists(Path.of(settings.location())), settings.location());
        assertTrue(LedgerVerifier.verify(settings.location(), List.of(), Optional.empty())
                .sound());
        Path backup = folder.resolve(name).resolve("backup.db");
        assertTrue(LedgerBackup.to(settings.location(), backup).sound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", "\n=1", "＝1", "＠x"})
    void noCellOfATableIsTakenForAFormula(String operator) throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        Story story = new Story(1);
        try (Ledger ledger = Ledger.open(settings)) {
            RunEvent.BatchStarted plain = story.batch(1, 0, 0);
            ledger.commit(List.of(new RunEvent.BatchStarted(
                    plain.at(),
                    1,
                    plain.profileName(),
                    plain.profileHash(),
                    operator,
                    plain.asId(),
                    plain.setKcv(),
                    0,
                    0,
                    true)));
        }
        StringWriter table = new StringWriter();
        LedgerExport.write(settings.location(), LedgerExport.Format.CSV, table);
        assertEquals(
                "'" + TypedName.escaped(operator),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new StringReader(table.toString()))
                        .getRecords()
                        .get(1)
                        .get("operator"));
    }

    @Test
    void anExportNeverOverwritesALedgerAndReplacesAnEarlierExportWhole() throws Exception {
        LedgerSettings settings = written(folder.resolve("bench"));
        Path file = Path.of(settings.location());
        LedgerException refused = assertThrows(
                LedgerException.class, () -> LedgerExport.toFile(settings.location(), LedgerExport.Format.JSONL, file));
        assertTrue(refused.getMessage().contains("is a ledger"), refused.getMessage());
        assertTrue(LedgerVerifier.verify(settings.location(), List.of(), Optional.empty())
                .sound());
        Path export = Files.writeString(folder.resolve("export.jsonl"), "what was exported before\n");
        assertThrows(
                LedgerException.class,
                () -> LedgerExport.toFile(folder.resolve("none.db").toString(), LedgerExport.Format.JSONL, export));
        assertEquals("what was exported before\n", Files.readString(export));
        List<Head> ends = LedgerExport.toFile(settings.location(), LedgerExport.Format.JSONL, export);
        assertEquals(
                ends,
                LedgerVerifier.verifyExport(export, List.of(), Optional.empty()).ends());
    }
}
