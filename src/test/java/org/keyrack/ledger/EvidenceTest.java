package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ledger.Verification.Finding.Kind;

/** What somebody with the database file in hand can do to it, and what a verification against a kept head sees. */
@Tag("rack")
class EvidenceTest {
    @TempDir
    Path folder;

    private Path file;
    private List<SignedHead> heads;
    private final Random random = new Random(25);

    @BeforeEach
    void writeALedger() throws Exception {
        Story story = new Story(3);
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(1, 4, 8)));
            for (int unit = 0; unit < 4; unit++) {
                ledger.commit(story.wholeUnit(unit, 2));
            }
            ledger.commit(List.of(story.ended(1, 4, 8)));
        }
        file = Path.of(settings.location());
        heads = new HeadsFolder(settings.heads()).of("bench-1");
        assertTrue(verify().sound());
    }

    @Test
    void everyMutationOfEventRowsIsFoundAndPlaced() throws Exception {
        List<String> original = rows();
        raw().run(
                        "DROP TRIGGER event_never_changed",
                        "DROP TRIGGER event_never_removed",
                        "DROP TRIGGER event_without_gap");
        for (int round = 0; round < 1_000; round++) {
            List<String> mutated = mutate(new ArrayList<>(original));
            int first = firstDifference(original, mutated);
            put(mutated);
            Verification verified = verify();
            assertFalse(verified.sound(), "round " + round);
            long placed = verified.findings().get(0).seq();
            assertTrue(
                    (placed >= first && placed <= first + 2)
                            || verified.findings().get(0).kind() == Kind.TRUNCATED
                            || verified.findings().get(0).kind() == Kind.REWRITTEN,
                    "round " + round + ": changed at " + first + ", " + verified.findings());
        }
    }

    @Test
    void everyBitFlipInTheFileIsFoundOrLeavesTheRowsAsTheyWere() throws Exception {
        List<String> original = rows();
        byte[] whole = Files.readAllBytes(file);
        int found = 0;
        for (int round = 0; round < 1_000; round++) {
            byte[] flipped = whole.clone();
            int bit = random.nextInt(flipped.length * 8);
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, flipped);
            if (seen()) {
                found++;
            } else {
                assertEquals(original, rows(), "bit " + bit);
            }
        }
        // Most of a small file is room that no row uses.
        assertTrue(found > 50, "found " + found);
    }

    @Test
    void anIndexThatLiesIsFoundWhenAskedFor() throws Exception {
        try (Connection connection = raw().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute(
                    "UPDATE sqlite_master SET sql = replace(sql, '$.sn', '$.r') WHERE name = 'event_of_module'");
        }
        assertTrue(verify().sound(), "the events are what they were");
        Verification thorough = LedgerVerifier.verify(file.toString(), heads, Optional.empty(), true);
        assertEquals(List.of(Kind.DAMAGED), kinds(thorough));
    }

    @Test
    void everyTruncationIsFoundAgainstALaterHeadAndNamedWithoutOne() throws Exception {
        List<String> original = rows();
        raw().run(
                        "DROP TRIGGER event_never_changed",
                        "DROP TRIGGER event_never_removed",
                        "DROP TRIGGER event_without_gap");
        for (int round = 0; round < 100; round++) {
            int left = 1 + random.nextInt(original.size() - 1);
            put(original.subList(0, left));
            Verification against = verify();
            assertEquals(List.of(Kind.TRUNCATED), kinds(against));
            Verification without = LedgerVerifier.verify(file.toString(), List.of(), Optional.empty());
            assertTrue(without.sound());
            assertEquals(left, without.ends().get(0).seq());
            assertEquals(List.of(), without.vouched());
        }
    }

    @Test
    void anOldCopyPutBackIsFoundAgainstALaterHead() throws Exception {
        Path copy = folder.resolve("copy");
        Files.copy(file, copy);
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        Story story = new Story(4);
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(2, 1, 1)));
            ledger.commit(story.wholeUnit(9, 1));
            ledger.commit(List.of(story.ended(2, 1, 1)));
        }
        heads = new HeadsFolder(settings.heads()).of("bench-1");
        assertTrue(verify().sound());
        Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(List.of(Kind.TRUNCATED), kinds(verify()));
    }

    @Test
    void aChainWrittenAnewWithAnotherKeyIsFoundAgainstAHead() throws Exception {
        Path elsewhere = folder.resolve("forged");
        LedgerSettings forged = LedgerSettings.in(elsewhere, "bench-1");
        Story story = new Story(5);
        try (Ledger ledger = Ledger.open(forged)) {
            ledger.commit(List.of(story.batch(1, 8, 8)));
            for (int unit = 0; unit < 8; unit++) {
                ledger.commit(story.wholeUnit(unit, 2));
            }
            ledger.commit(List.of(story.ended(1, 8, 16)));
        }
        Files.copy(Path.of(forged.location()), file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(List.of(Kind.BAD_SIGNATURE), kinds(verify()));
    }

    /** One to three changes of the kinds that somebody would make. */
    private List<String> mutate(List<String> rows) {
        List<String> before = List.copyOf(rows);
        while (rows.equals(before)) {
            int at = random.nextInt(rows.size());
            int other = random.nextInt(rows.size());
            switch (random.nextInt(7)) {
                case 0 -> rows.set(at, character(rows.get(at)));
                case 1 -> rows.remove(at);
                case 2 -> rows.add(at, rows.get(other));
                case 3 -> {
                    String row = rows.get(at);
                    rows.set(at, rows.get(other));
                    rows.set(other, row);
                }
                case 4 ->
                    rows.set(
                            at,
                            rows.get(at)
                                    .substring(0, random.nextInt(rows.get(at).length())));
                case 5 -> rows.set(at, rows.get(at).replace("\"keys\":", "\"keys\": "));
                default -> rows.set(at, rows.get(at).replaceFirst("Ada Operator|link|loaded|Virtual", "changed"));
            }
        }
        return rows;
    }

    private String character(String body) {
        int at = random.nextInt(body.length());
        char c = (char) (' ' + random.nextInt(95));
        return body.substring(0, at) + c + body.substring(at + 1);
    }

    private static int firstDifference(List<String> before, List<String> after) {
        int same = 0;
        while (same < before.size() && same < after.size() && before.get(same).equals(after.get(same))) {
            same++;
        }
        return same + 1;
    }

    private void put(List<String> rows) throws SQLException {
        try (Connection connection = raw().connect();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO event VALUES ('bench-1', ?, ?)")) {
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM event");
            for (int i = 0; i < rows.size(); i++) {
                insert.setLong(1, i + 1);
                insert.setString(2, rows.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private List<String> rows() throws SQLException {
        return raw().column("SELECT body FROM event ORDER BY bench, seq");
    }

    private RawSqlite raw() {
        return new RawSqlite(file.toString());
    }

    /** Whether a verification complains, in whatever way. */
    private boolean seen() {
        try {
            return !verify().sound();
        } catch (LedgerException e) {
            return true;
        }
    }

    private Verification verify() throws LedgerException {
        return LedgerVerifier.verify(file.toString(), heads, Optional.empty());
    }

    private static List<Kind> kinds(Verification verification) {
        return verification.findings().stream().map(Verification.Finding::kind).toList();
    }
}
