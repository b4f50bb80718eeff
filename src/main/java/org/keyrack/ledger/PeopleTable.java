package org.keyrack.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ChainName;
import org.keyrack.protocol.crypto.PinVerifier;

/** The rows of people, and the lines that say what they must be. */
final class PeopleTable {
    private PeopleTable() {}

    /**
     * A row.
     *
     * @param verifier as {@link PinVerifier} makes it
     * @param failures wrong tries since the last right one
     */
    record Row(Person person, String verifier, int failures) {}

    static Optional<Row> row(Handle handle, String id) {
        return handle.createQuery("SELECT id, name, role, verifier, failures FROM person WHERE id = :person")
                .bind("person", id)
                .map((row, context) -> new Row(
                        new Person(row.getString(1), row.getString(2), Person.Role.of(row.getString(3))),
                        row.getString(4),
                        row.getInt(5)))
                .findOne();
    }

    static List<Person> all(Handle handle) {
        return handle.createQuery("SELECT id, name, role FROM person ORDER BY id")
                .map((row, context) -> new Person(row.getString(1), row.getString(2), Person.Role.of(row.getString(3))))
                .list();
    }

    static void insert(Handle handle, Person person, String verifier) {
        handle.createUpdate("INSERT INTO person (id, name, role, verifier, failures)"
                        + " VALUES (:person, :name, :role, :verifier, 0)")
                .bind("person", person.id())
                .bind("name", person.name())
                .bind("role", person.role().word())
                .bind("verifier", verifier)
                .execute();
    }

    static void failures(Handle handle, String id, boolean cleared) {
        handle.createUpdate("UPDATE person SET failures = CASE WHEN :cleared THEN 0 ELSE failures + 1 END"
                        + " WHERE id = :person")
                .bind("cleared", cleared)
                .bind("person", id)
                .execute();
    }

    /** Lines about people of every chain. */
    static List<EventLine> lines(Handle handle, Database database) {
        List<EventLine> lines = new ArrayList<>();
        for (ChainName chain : Chains.ordered(handle)) {
            handle.createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type")
                            + " IN ('person', 'sign-in', 'recovery-acknowledged') ORDER BY seq")
                    .bind("chain", chain.name())
                    .mapTo(String.class)
                    .list()
                    .forEach(body -> lines.add(ModuleHistory.read(body)));
        }
        return lines;
    }

    /** Whether the newest line of a person says what its row does: an older PIN cannot be put back in the table alone. */
    static boolean fits(Row row, List<EventLine> lines) {
        return lines.stream()
                .filter(line -> line.type() == EventType.PERSON
                        && line.text("id").equals(row.person().id()))
                .max(Comparator.comparing(line -> line.number("change")))
                .filter(line -> line.text("verifierHash").equals(hash(row.verifier()))
                        && line.text("role").equals(row.person().role().word()))
                .isPresent();
    }

    /** SHA-256 of a verifier, 64 hexadecimal digits. */
    static String hash(String verifier) {
        return new Hash().of(new String(verifier.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
    }
}
