package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.Download;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.AsKind;

/** The ledger tells which kind of AS exported each key, and a card's lines are as they ever were. */
class AsKindTest {
    @TempDir
    Path folder;

    @Test
    void eachKeyTellsTheKindOfItsAs() throws Exception {
        Story story = new Story(19);
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        List<AsKind> kinds = List.of(AsKind.values());
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(1, 1, kinds.size())));
            ledger.commit(List.of(story.unit(1, kinds.size())));
            for (int i = 0; i < kinds.size(); i++) {
                Download download = story.download(1, i + 1, 1);
                Intent intent = story.intent(download);
                ledger.commit(List.of(intent));
                ledger.commit(List.of(by(kinds.get(i), story.exported(intent)), story.loaded(intent)));
            }
            ledger.commit(List.of(
                    story.unitEnded(1, UnitResult.State.DONE, kinds.size(), kinds.size()),
                    story.ended(1, 1, kinds.size())));
            List<Optional<AsKind>> told = new ArrayList<>();
            ledger.query()
                    .batch(new BatchId("bench-1", 1))
                    .orElseThrow()
                    .units()
                    .get(0)
                    .keys()
                    .forEach(key -> told.add(key.asKind()));
            assertEquals(kinds.stream().map(Optional::of).toList(), told);
        }
        Path lines = folder.resolve("lines.jsonl");
        LedgerExport.toFile(settings.location(), LedgerExport.Format.JSONL, lines);
        List<String> exported = Files.readAllLines(lines).stream()
                .filter(line -> line.contains("\"type\":\"exported\""))
                .toList();
        assertFalse(exported.get(0).contains("asKind"), exported.get(0));
        assertTrue(exported.get(1).contains("\"asKind\":\"host\""), exported.get(1));
        assertTrue(exported.get(2).contains("\"asKind\":\"token\""), exported.get(2));
    }

    private static Exported by(AsKind kind, Exported of) {
        return new Exported(
                of.at(), of.download(), of.asId(), kind, of.slot(), of.tKcv(), of.header(), of.r(), of.sas(), of.v());
    }
}
