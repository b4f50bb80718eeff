package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ledger.Person.Role;
import org.keyrack.ledger.PersonException.Cause;
import org.keyrack.world.ForwardingWorld;

/** Who is signed in, and how long whoever guesses waits. */
class LedgerPeopleTest {
    private static final Person ADA = new Person("4711", "Ada", Role.SUPERVISOR);
    private static final Person BO = new Person("4712", "Bo", Role.OPERATOR);

    @TempDir
    Path folder;

    private final WaitingWorld world = new WaitingWorld();

    private static char[] pin(String pin) {
        return pin.toCharArray();
    }

    private Ledger open() throws Exception {
        return Ledger.open(LedgerSettings.in(folder, "bench-1"), problem -> {}, world);
    }

    private static Cause refused(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(PersonException.class, act).why();
    }

    private List<String> lines(String type) throws Exception {
        List<String> found = new ArrayList<>();
        EventStream.read(LedgerSettings.in(folder, "bench-1").location(), (chain, seq, body) -> {
            if (body.contains("\"type\":\"" + type + "\"")) {
                found.add(body);
            }
        });
        return found;
    }

    @Test
    void theFirstSupervisorMakesHimselfAndAddsTheOthers() throws Exception {
        try (Ledger ledger = open()) {
            LedgerPeople people = ledger.people();
            assertFalse(people.signInWanted());
            assertEquals(Cause.FIRST, refused(() -> people.add(BO, pin("123456"), Optional.empty())));
            assertEquals(Cause.SHORT, refused(() -> people.add(ADA, pin("12345"), Optional.empty())));
            assertEquals(Cause.SHORT, refused(() -> people.add(ADA, pin("ninechars"), Optional.empty())));
            people.add(ADA, pin("194735"), Optional.empty());
            assertEquals(
                    Cause.NO_SUPERVISOR,
                    refused(() -> people.add(new Person("1", "x", Role.SUPERVISOR), pin("194735"), Optional.empty())));
            people.add(BO, pin("ten characters"), Optional.of(people.signIn("4711", pin("194735"))));
            assertEquals(BO, people.signIn("4712", pin("ten characters")));
            assertEquals(Cause.NO_SUPERVISOR, refused(() -> people.switchSignIn(false, BO)));
            assertEquals(Cause.SEVERAL, refused(() -> people.switchSignIn(false, ADA)));
            assertTrue(people.signInWanted());
        }
        for (String line : lines("person")) {
            assertFalse(line.contains("Ada") || line.contains("Bo"), "names stand in the table alone");
        }
        assertEquals(List.of(), world.slept);
    }

    @Test
    void noNewNumberCouldBeAPinAndNoPinIsANumber() throws Exception {
        try (Ledger ledger = open()) {
            LedgerPeople people = ledger.people();
            people.add(ADA, pin("194735"), Optional.empty());
            for (String number : List.of("104711", "0123456789", "1".repeat(32))) {
                Person person = new Person(number, "Bo", Role.OPERATOR);
                assertEquals(Cause.ID_LIKE_A_PIN, refused(() -> people.add(person, pin("483920"), Optional.of(ADA))));
                assertEquals(Cause.ID_LIKE_A_PIN, refused(() -> people.recover(person, pin("483920"))));
            }
            Person long10 = new Person("P.10.4711-B", "Bo", Role.OPERATOR);
            assertEquals(Cause.PIN_IS_AN_ID, refused(() -> people.add(long10, pin("P.10.4711-B"), Optional.of(ADA))));
            people.add(long10, pin("483920"), Optional.of(ADA));
            assertEquals(Cause.PIN_IS_AN_ID, refused(() -> people.add(BO, pin("P.10.4711-B"), Optional.of(ADA))));
            people.add(new Person("10471", "Cy", Role.OPERATOR), pin("550219"), Optional.of(ADA));
            assertEquals(3, people.all().size());
        }
        assertEquals(3, lines("person").size());
    }

    @Test
    void aBenchOfOneMayGoWithoutAndTheLedgerSaysSo() throws Exception {
        try (Ledger ledger = open()) {
            ledger.people().add(ADA, pin("194735"), Optional.empty());
            ledger.people().switchSignIn(false, ADA);
            assertFalse(ledger.people().signInWanted());
            ledger.people().switchSignIn(true, ADA);
            assertTrue(ledger.people().signInWanted());
        }
        assertEquals(2, lines("sign-in").size());
    }

    @Test
    void guessingIsSlowedOverRestartsAndWhateverTheClockSays() throws Exception {
        try (Ledger ledger = open()) {
            ledger.people().add(ADA, pin("194735"), Optional.empty());
        }
        for (int guess = 0; guess < 10; guess++) {
            // Each from a program of its own, and the clock runs wild in between.
            world.offset = Duration.ofDays(guess % 2 == 0 ? 400 : -400);
            int last = guess;
            try (Ledger ledger = open()) {
                assertEquals(Cause.WRONG, refused(() -> ledger.people().signIn("4711", pin("00000" + last))));
            }
        }
        assertEquals(
                List.of(30L, 60L, 120L, 240L, 480L, 900L, 900L),
                world.slept.stream().map(Duration::toSeconds).toList());
        try (Ledger ledger = open()) {
            assertEquals(ADA, ledger.people().signIn("4711", pin("194735")));
            assertEquals(8, world.slept.size());
            assertEquals(ADA, ledger.people().signIn("4711", pin("194735")));
            assertEquals(8, world.slept.size(), "cleared");
            assertEquals(Cause.WRONG, refused(() -> ledger.people().signIn("nobody", pin("194735"))));
        }
        assertEquals(11, lines("sign-in-failed").size());
        assertEquals(
                10,
                lines("sign-in-failed").stream()
                        .filter(line -> line.contains("4711"))
                        .count());
    }

    @Test
    void aRowThatDoesNotFitItsLineSignsNobodyIn() throws Exception {
        try (Ledger ledger = open()) {
            LedgerPeople people = ledger.people();
            people.add(ADA, pin("194735"), Optional.empty());
            people.add(BO, pin("483920"), Optional.of(ADA));
        }
        for (String change : List.of(
                "UPDATE person SET verifier = (SELECT verifier FROM person WHERE id = '4711') WHERE id = '4712'",
                "UPDATE person SET role = 'supervisor' WHERE id = '4712'")) {
            Database database = Database.at(LedgerSettings.in(folder, "bench-1").location());
            try (Handle handle = database.openWriter("bench-1")) {
                handle.execute(change);
            } finally {
                database.close();
            }
            String pin = change.contains("role") ? "483920" : "194735";
            try (Ledger ledger = open()) {
                Cause cause = refused(() -> ledger.people().signIn("4712", pin(pin)));
                assertTrue(cause == Cause.CHANGED || cause == Cause.WRONG, cause.toString());
                assertEquals(ADA, ledger.people().signIn("4711", pin("194735")));
            }
        }
    }

    @Test
    void aLostSupervisorIsRecoveredAndNamedUntilOneAcknowledges() throws Exception {
        Person cy = new Person("4713", "Cy", Role.SUPERVISOR);
        try (Ledger ledger = open()) {
            LedgerPeople people = ledger.people();
            assertEquals(Cause.NOBODY, refused(() -> people.recover(cy, pin("102938"))));
            people.add(ADA, pin("194735"), Optional.empty());
            people.recover(cy, pin("102938"));
            assertEquals(List.of("4713"), people.recovered());
            assertEquals(Cause.NO_SUPERVISOR, refused(() -> people.acknowledge("4713", BO)));
            people.acknowledge("4713", people.signIn("4711", pin("194735")));
            assertEquals(List.of(), people.recovered());
        }
        Files.delete(folder.resolve("people.key"));
        try (Ledger ledger = open()) {
            assertEquals(Cause.NO_KEY, refused(() -> ledger.people().signIn("4711", pin("194735"))));
        }
    }

    /** The machine's world with a clock that can be wrong, and waits that are noted and not waited. */
    private static final class WaitingWorld extends ForwardingWorld {
        private final List<Duration> slept = new ArrayList<>();
        private Duration offset = Duration.ZERO;

        @Override
        public Instant now() {
            return super.now().plus(offset);
        }

        @Override
        public void sleep(Duration time) {
            if (!time.isZero()) {
                slept.add(time);
            }
        }
    }
}
