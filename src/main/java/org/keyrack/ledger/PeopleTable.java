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
    /** In the line of somebody who may work no more. */
    static final String WITHDRAWN = "withdrawn";

    private PeopleTable() {}

    /**
     * A row.
     *
     * @param verifier as {@link PinVerifier} makes it
     * @param failures wrong tries since the last right one
     * @param active whether the person may work; else it was withdrawn
     */
    record Row(Person person, String verifier, int failures, boolean active) {}

    static Optional<Row> row(Handle handle, String id) {
        return handle.createQuery("SELECT id, name, role, verifier, failures, active FROM person WHERE id = :person")
                .bind("person", id)
                .map((row, context) -> new Row(
                        new Person(row.getString(1), row.getString(2), Person.Role.of(row.getString(3))),
                        row.getString(4),
                        row.getInt(5),
                        row.getBoolean(6)))
                .findOne();
    }

    /** Who may work, by ID. */
    static List<Person> all(Handle handle) {
        return handle.createQuery("SELECT id, name, role FROM person WHERE active ORDER BY id")
                .map((row, context) -> new Person(row.getString(1), row.getString(2), Person.Role.of(row.getString(3))))
                .list();
    }

    /** Whether a supervisor may work who is none of these. */
    static boolean hasSupervisorBut(Handle handle, String... ids) {
        return all(handle).stream()
                .anyMatch(person ->
                        person.role() == Person.Role.SUPERVISOR && !List.of(ids).contains(person.id()));
    }

    static void insert(Handle handle, Person person, String verifier) {
        handle.createUpdate("INSERT INTO person (id, name, role, verifier, failures, active)"
                        + " VALUES (:person, :name, :role, :verifier, 0, true)")
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

    static void withdraw(Handle handle, String id) {
        handle.createUpdate("UPDATE person SET active = false WHERE id = :person")
                .bind("person", id)
                .execute();
    }

    /** Whether a real bench asks who is there: somebody is known, and sign-in was not switched off last. */
    static boolean signInWanted(Handle handle, Database database) {
        return !all(handle).isEmpty()
                && lines(handle, database).stream()
                        .filter(line -> line.type() == EventType.SIGN_IN)
                        .reduce((first, last) -> last)
                        .map(line -> line.flag("on"))
                        .orElse(true);
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
        return newest(row.person().id(), lines)
                .filter(line -> line.text("verifierHash").equals(hash(row.verifier()))
                        && line.text("role").equals(row.person().role().word())
                        && line.flag(WITHDRAWN) != row.active())
                .isPresent();
    }

    /** The line that says what somebody is now. */
    static Optional<EventLine> newest(String id, List<EventLine> lines) {
        return lines.stream()
                .filter(line ->
                        line.type() == EventType.PERSON && line.text("id").equals(id))
                .max(Comparator.comparing(line -> line.number("change")));
    }

    /** SHA-256 of a verifier, 64 hexadecimal digits. */
    static String hash(String verifier) {
        return new Hash().of(new String(verifier.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
    }
}
