package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.world.World;

/** The ledger's file goes, or is another program's, while a bench works. */
class LostLedgerTest {
    @TempDir
    Path folder;

    private final Story story = new Story(3);

    private LedgerSettings settings() {
        return LedgerSettings.in(folder, "bench-1");
    }

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private JournalUnavailable refusal(Ledger ledger) {
        return assertThrows(JournalUnavailable.class, () -> ledger.commit(List.of(story.unit(1, 1))));
    }

    private String refused(Ledger ledger) {
        return refusal(ledger).getMessage();
    }

    private Verification verified() throws Exception {
        return LedgerVerifier.verify(file().toString(), List.of(), Optional.empty());
    }

    @Test
    void aFileThatIsTakenAwayIsNoticedBeforeTheNextGroupAndWorkGoesOnWhenItIsBack() throws Exception {
        try (Ledger ledger = Ledger.open(settings())) {
            ledger.commit(List.of(story.batch(1, 1, 1)));
            Path away = folder.resolve("away");
            Files.move(file(), away);

            String why = refused(ledger);
            assertTrue(why.contains("not there any more"), why);
            assertTrue(refused(ledger).contains("not there any more"), "and no empty file was made in its place");

            Files.move(away, file());
            ledger.commit(List.of(story.unit(1, 1)));
        }
        assertTrue(verified().sound());
        assertEquals(3, verified().events());
    }

    @Test
    void anOlderCopyInThePlaceOfTheFileIsNoticed() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (Ledger ledger = Ledger.open(settings())) {
            LedgerBackup.to(file().toString(), copy);
            ledger.commit(List.of(story.batch(1, 1, 1)));
            Path away = folder.resolve("away");
            Files.move(file(), away);
            Files.copy(copy, file());

            String why = refused(ledger);
            assertTrue(why.contains("another file has taken its place"), why);

            Files.delete(file());
            Files.move(away, file());
            ledger.commit(List.of(story.unit(1, 1)));
        }
        assertEquals(3, verified().events());
    }

    @Test
    void whoeverFindsAnotherProgramsTokenWritesNothingMore() throws Exception {
        try (Ledger first = Ledger.open(settings())) {
            first.commit(List.of(story.batch(1, 1, 1)));
            Files.delete(folder.resolve("ledger.db.lock"));
            try (Ledger second = Ledger.open(settings())) {
                String why = refused(first);
                assertTrue(why.contains("another KeyRack works as bench"), why);
                assertTrue(refusal(first).isForGood(), "trying again is of no use");
                second.commit(List.of(story.batch(2, 1, 1)));
                assertTrue(refused(first).contains("another KeyRack works as bench"));
            }
        }
        assertTrue(verified().sound());
    }

    @Test
    void chainsFollowOneAnotherByWhatTheyContinueAlsoWhenTheClockWasSetBack() throws Exception {
        try (Ledger ledger = Ledger.open(settings())) {
            ledger.commit(List.of(story.batch(1, 1, 1)));
        }
        Head summer = newChain("2026-08-01T10:00:00Z");
        Head winter = newChain("2026-01-01T10:00:00Z");
        assertTrue(winter.chain().compareTo(summer.chain()) < 0, "the name of the newer chain sorts first");
        try (Ledger ledger = Ledger.open(settings())) {
            assertEquals(winter.chain(), ledger.head().head().chain());
            assertEquals(2, ledger.nextBatch());
        }
    }

    /** As a restore begins one. */
    private Head newChain(String clock) throws Exception {
        Database database = Database.at(file().toString());
        try (Handle handle = database.openWriter("bench-1")) {
            BenchKey key = BenchKey.at(settings().benchKey());
            Opening opening = new Opening(handle, database, "bench-1", key, Optional.empty(), Instant.parse(clock));
            ChainState begun = new ChainState(opening.restored(Optional.empty()));
            ModuleClaims claims = new ModuleClaims(database, "bench-1");
            WriterConnection connection = new WriterConnection(
                    database, claims, WriterToken.drawn("bench-1", World.real().random()), handle, begun);
            connection.append(opening.lines(), List.of());
            return connection.head();
        } finally {
            database.close();
        }
    }
}
