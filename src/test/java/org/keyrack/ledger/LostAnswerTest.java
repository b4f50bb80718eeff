package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.world.World;

/** A commit went through and its answer was lost, and the database could not be asked at once. */
class LostAnswerTest {
    private final Story story = new Story(7);

    @TempDir
    private Path folder;

    private boolean lose;

    @Test
    void whatIsInIsNotWrittenAgainWhenSomethingElseIsDoneBefore() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        Path file = Path.of(settings.location());
        Path away = folder.resolve("away");
        SqliteDatabase database = new SqliteDatabase(settings.location(), writer -> {
            writer.commit();
            if (lose) {
                lose = false;
                move(file, away);
                throw new SQLException("the answer was lost");
            }
        });
        BatchStarted batch = story.batch(1, 1, 1);
        try (Ledger ledger = Ledger.open(settings, database, problem -> {}, World.real())) {
            OrderOffice.trust(ledger);
            lose = true;
            assertThrows(JournalUnavailable.class, () -> ledger.commit(List.of(batch)));
            move(away, file);
            ledger.orders().open(OrderOffice.quantity(ledger, "1", 1));
            ledger.commit(List.of(batch));
        }
        assertEquals(
                List.of("1"),
                new RawSqlite(settings.location())
                        .column("SELECT count(*) FROM event WHERE body LIKE '%\"batch-started\"%'"));
    }

    private static void move(Path from, Path to) throws SQLException {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }
}
