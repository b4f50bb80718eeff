package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.UnitStarted;

/** A ledger of the version before the look-up tables answers as the one it was copied from. */
class CatchUpTest {
    private static final int MODULES = 6;

    @TempDir
    Path folder;

    private LedgerSettings now;
    private LedgerSettings old;

    @BeforeEach
    void aLedgerAndItsCopyInTheTablesOfTheOlderVersion() throws Exception {
        now = LedgerSettings.in(folder.resolve("now"), "bench-1");
        old = LedgerSettings.in(folder.resolve("old"), "bench-1");
        Story story = new Story(11);
        try (Ledger ledger = Ledger.open(now)) {
            ledger.commit(List.of(story.batch(1, MODULES, 2)));
            for (int module = 0; module < MODULES - 2; module++) {
                ledger.commit(story.wholeUnit(module, 2));
            }
            Intent lost = story.intent(story.download(4, 1, 1));
            Intent settled = story.intent(story.download(5, 1, 1));
            for (Intent intent : List.of(lost, settled)) {
                ledger.commit(List.of(begun(intent), intent, story.exported(intent), story.unknown(intent)));
            }
            ledger.commit(List.of(story.ended(1, MODULES - 2, 8), story.loaded(settled, true)));
        }
        old.heads().getParent().toFile().mkdirs();
        String url = "jdbc:sqlite:" + old.location();
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/common", "classpath:db/sqlite")
                .target("3")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("ATTACH '" + now.location() + "' AS now");
            sql.execute("INSERT INTO event SELECT * FROM now.event ORDER BY bench, seq");
        }
    }

    private static UnitStarted begun(Intent intent) {
        return new UnitStarted(
                intent.at(),
                intent.download().sn(),
                intent.download().reader(),
                OptionalInt.of(7),
                1,
                Optional.empty());
    }

    private static List<Object> answers(LedgerSettings settings) throws Exception {
        try (LedgerQuery query = LedgerQuery.open(settings.location())) {
            List<Object> answers = new ArrayList<>(List.of(
                    query.openDownloads(),
                    query.modulesWith("00", 100),
                    query.batches(Optional.empty(), PageStart.NEWEST, 1_000).batches(),
                    query.batch(new BatchId("bench-1", 1))));
            for (int module = 0; module < MODULES; module++) {
                answers.add(query.loadedKeys(Story.sn(module)));
                answers.add(query.module(Story.sn(module)));
            }
            return answers;
        }
    }

    @Test
    void anOlderLedgerAnswersAsANewOneOnceItHasBeenOpened() throws Exception {
        Ledger.open(old).close();
        assertEquals(answers(now), answers(old));
        assertEquals(1, ((List<?>) answers(old).get(0)).size(), "one download is open");
    }

    @Test
    void whatEndsInTheMiddleGoesOnWhereItWas() throws Exception {
        Database database = Database.at(old.location());
        database.upgrade();
        try (Handle handle = database.openWriter("bench-1")) {
            CatchUp catchUp = new CatchUp(database, handle, 7);
            for (int step = 0; step < 3; step++) {
                assertTrue(catchUp.step());
            }
        } finally {
            database.close();
        }
        Ledger.open(old).close();
        assertEquals(answers(now), answers(old));
    }

    @Test
    void aBackupOfAnOlderLedgerIsRestored() throws Exception {
        LedgerSettings target = LedgerSettings.in(folder.resolve("target"), "bench-1");
        LedgerRestore.restore(Path.of(old.location()), target);
        assertEquals(answers(now).subList(4, 16), answers(target).subList(4, 16));
    }
}
