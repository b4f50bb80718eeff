package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ClaimRefusal.NotReleased;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.ledger.Person.Role;
import org.keyrack.ledger.PersonException.Cause;
import org.keyrack.ledger.Verification.Finding.Kind;
import org.keyrack.ledger.Verification.Finding.What;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.PinReference;

/** What a second person releases: nobody gets round him, and what he released once is done once. */
@Tag("database")
class ReleaseTest {
    /** The two supervisors and two operators, each with a PIN. */
    private static final Map<String, String> PINS =
            Map.of("4711", "194735", "4712", "483920", "4713", "771203", "4714", "550219");

    private static final String ADA = "4711";
    private static final String CY = "4713";
    private static final String BO = "4712";
    private static final String DEE = "4714";

    /** With people: each test works on a copy, for a PIN's check takes its time. */
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private final Story story = new Story(17);

    @BeforeAll
    static void people() throws Exception {
        try (Ledger ledger = Ledger.open(LedgerSettings.in(made, "bench-1"))) {
            LedgerPeople people = ledger.people();
            Person ada = new Person(ADA, "Ada", Role.SUPERVISOR);
            people.add(ada, pin(ADA), Optional.empty());
            people.add(new Person(BO, "Bo", Role.OPERATOR), pin(BO), Optional.of(ada));
            people.add(new Person(DEE, "Dee", Role.OPERATOR), pin(DEE), Optional.of(ada));
            people.add(new Person(CY, "Cy", Role.SUPERVISOR), pin(CY), Optional.of(ada));
        }
    }

    @BeforeEach
    void copied() throws Exception {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(made.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private Ledger open(String bench) throws Exception {
        return Ledger.open(LedgerSettings.in(folder, bench));
    }

    private static char[] pin(String id) {
        return PINS.getOrDefault(id, "999999").toCharArray();
    }

    private static void commit(Ledger ledger, Durable... events) throws Exception {
        for (Durable event : events) {
            ledger.commit(List.of(event));
        }
    }

    private static Revocable release(Ledger ledger, long n, String operator, String by) throws Exception {
        return ledger.people().release(ReleasedAct.LIFT_SET_ASIDE, Story.sn(n).hex(), operator, by, pin(by));
    }

    private static Cause refused(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(PersonException.class, act).why();
    }

    private static void held(ReleasedAct act, Ledger ledger, Durable event) {
        ClaimRefused refused = assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(event)));
        assertEquals(act, ((NotReleased) refused.refusal()).act());
    }

    /** Batch 1 of a bench, by Bo: modules set aside. */
    private Ledger aside(int... modules) throws Exception {
        Ledger ledger = open("bench-1");
        commit(ledger, story.real(1, BO));
        for (int n : modules) {
            commit(ledger, story.unit(n, 1), story.unitEnded(n, UnitResult.State.FAILED, 0, 1), story.setAside(1, n));
        }
        commit(ledger, story.ended(1, 0, 0));
        return ledger;
    }

    private List<String> lines(String type) throws Exception {
        return EventStreamLines.of(folder.resolve("ledger.db").toString(), type);
    }

    @Test
    void aModuleThatWasSetAsideIsLoadedAgainOnceAnotherPersonHasReleasedIt() throws Exception {
        try (Ledger ledger = aside(1, 2)) {
            commit(ledger, story.real(2, BO));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(1, 1));
            Intent around = story.intent(story.download(1, 1, 1));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, around);
            release(ledger, 1, BO, ADA);
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, around);
            commit(ledger, story.wholeUnit(1, 1).toArray(Durable[]::new));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(2, 1));
            assertEquals(Optional.empty(), ledger.people().heldBack(Story.sn(1)));
            commit(ledger, story.ended(2, 1, 1));
        }
        List<String> released = lines("unit-started").stream()
                .filter(line -> line.contains("releasedBy"))
                .toList();
        assertEquals(1, released.size());
        assertTrue(
                released.get(0).contains("\"operator\":\"4712\"")
                        && released.get(0).contains("\"releasedBy\":\"4711\"")
                        && released.get(0).contains("\"act\":\"lift-set-aside\""),
                released.get(0));
        assertTrue(lines("claim-refused").stream()
                .allMatch(line -> line.contains("\"cause\":\"release.LIFT_SET_ASIDE\"")));
        assertEquals(1, lines("exported").size());
        assertTrue(LedgerVerifier.verify(folder.resolve("ledger.db").toString(), List.of(), Optional.empty())
                .sound());
    }

    @Test
    void whoHasTakenABatchOverIsWhoIsReleasedAndDoesNotReleaseHimself() throws Exception {
        try (Ledger ledger = aside(1, 2)) {
            commit(ledger, story.real(2, BO), story.takenOver(2, ADA));
            assertEquals(Cause.SAME_PERSON, refused(() -> release(ledger, 1, ADA, ADA)));
            release(ledger, 1, BO, ADA);
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(1, 1));
            release(ledger, 1, ADA, CY);
            commit(ledger, story.wholeUnit(1, 1).toArray(Durable[]::new));
            commit(ledger, story.ended(2, 1, 1));
        }
        assertTrue(lines("operator-changed").get(0).contains("\"operator\":\"4711\""));
        assertTrue(lines("batch-started").get(1).contains("\"operator\":\"4712\""), "it stays who began it");
        String released = lines("unit-started").stream()
                .filter(line -> line.contains("releasedBy"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                released.contains("\"operator\":\"4711\"") && released.contains("\"releasedBy\":\"4713\""), released);
        assertTrue(LedgerVerifier.verify(folder.resolve("ledger.db").toString(), List.of(), Optional.empty())
                .sound());
    }

    @Test
    void noThiefReleasesHimself() throws Exception {
        try (Ledger ledger = aside(1)) {
            LedgerPeople people = ledger.people();
            assertEquals(Cause.SAME_PERSON, refused(() -> release(ledger, 1, ADA, ADA)));
            assertEquals(Cause.NO_SUPERVISOR, refused(() -> release(ledger, 1, BO, DEE)));
            assertEquals(Cause.UNKNOWN, refused(() -> release(ledger, 1, "Ada Lovelace", ADA)));
            assertEquals(
                    Cause.WRONG,
                    refused(() -> people.release(
                            ReleasedAct.LIFT_SET_ASIDE, Story.sn(1).hex(), BO, ADA, pin("guess"))));
            people.release(ReleasedAct.PEOPLE, CY, ADA, CY, pin(CY));
            people.withdraw(CY, people.signIn(ADA, pin(ADA)));
            assertEquals(Cause.WITHDRAWN, refused(() -> release(ledger, 1, BO, CY)));
            commit(ledger, story.real(2, BO));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(1, 1));
        }
        assertEquals(5, lines("release-refused").size());
        assertEquals(0, lines("exported").size());
    }

    @Test
    void aReleaseIsForOneActOneObjectOneOperatorOneTimeAndOneProgram() throws Exception {
        try (Ledger ledger = aside(1, 2)) {
            release(ledger, 2, BO, ADA);
            ledger.people().release(ReleasedAct.RETRY, Story.sn(1).hex(), BO, ADA, pin(ADA));
            release(ledger, 1, DEE, ADA);
            release(ledger, 1, BO, ADA).revoke();
            commit(ledger, story.real(2, BO));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(1, 1));
            // Used up, it is not there for the next time.
            release(ledger, 1, BO, ADA);
            commit(ledger, story.unit(1, 1), story.unitEnded(1, UnitResult.State.FAILED, 0, 1), story.setAside(2, 1));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(1, 1));
            release(ledger, 1, BO, ADA);
        }
        try (Ledger ledger = open("bench-1")) {
            commit(ledger, story.real(3, BO));
            held(ReleasedAct.LIFT_SET_ASIDE, ledger, story.unit(1, 1));
        }
    }

    @Test
    void whatFailedItsCheckIsTriedAgainByTwoOnAnyBench() throws Exception {
        try (Ledger ledger = open("bench-1")) {
            Intent intent = story.intent(story.download(1, 1, 1));
            commit(
                    ledger,
                    story.real(1, BO),
                    story.unit(1, 1),
                    intent,
                    story.notLoaded(intent, "IMPORTKEY.6988.swapped"),
                    story.unitEnded(1, UnitResult.State.FAILED, 0, 1),
                    story.ended(1, 0, 0));
        }
        try (Ledger ledger = open("bench-2")) {
            commit(ledger, story.real(1, DEE));
            held(ReleasedAct.RETRY, ledger, story.unit(1, 1));
            ledger.people().release(ReleasedAct.RETRY, Story.sn(1).hex(), DEE, CY, pin(CY));
            commit(ledger, story.wholeUnit(1, 1).toArray(Durable[]::new));
            commit(ledger, story.ended(1, 1, 1));
        }
        try (Ledger ledger = open("bench-1")) {
            commit(ledger, story.real(2, BO), story.unit(1, 1, ledger.loadedKeys(Story.sn(1))));
        }
        assertEquals(
                1,
                lines("unit-started").stream()
                        .filter(line -> line.contains("\"releases\":[\"bench-1/"))
                        .count());
    }

    @Test
    void anOrderWithMissingModulesIsClosedByTwo() throws Exception {
        try (Ledger ledger = open("bench-1")) {
            OrderOffice.trust(ledger);
            ledger.orders().open(OrderOffice.quantity(ledger, "1", 2));
            assertEquals(Cause.NOT_RELEASED, refused(() -> ledger.orders().close("1", Optional.of(BO))));
            ledger.people().release(ReleasedAct.CLOSE_ORDER, "2", BO, ADA, pin(ADA));
            assertEquals(Cause.NOT_RELEASED, refused(() -> ledger.orders().close("1", Optional.of(BO))));
            ledger.people().release(ReleasedAct.CLOSE_ORDER, "1", BO, ADA, pin(ADA));
            ledger.orders().close("1", Optional.of(BO));
        }
        assertTrue(lines("order-closed").get(0).contains("\"releasedBy\":\"4711\""));
    }

    @Test
    void whereOrdersAreRequiredABatchWithoutOneNeedsTwo() throws Exception {
        try (Ledger ledger = open("bench-1")) {
            LedgerPeople people = ledger.people();
            assertEquals(Cause.NO_SUPERVISOR, refused(() -> ledger.orders().require(true, people.signIn(BO, pin(BO)))));
            ledger.orders().require(true, people.signIn(ADA, pin(ADA)));
            BatchStarted batch = story.real(1, BO);
            commit(ledger, batch);
            held(ReleasedAct.LOAD_WITHOUT_ORDER, ledger, story.unit(1, 1));
            held(ReleasedAct.LOAD_WITHOUT_ORDER, ledger, story.intent(story.download(1, 1, 1)));
            commit(ledger, story.ended(1, 0, 0));
            BatchStarted released = story.real(2, BO);
            people.release(
                    ReleasedAct.LOAD_WITHOUT_ORDER, released.profileHash().hex(), BO, ADA, pin(ADA));
            commit(ledger, released);
            commit(ledger, story.wholeUnit(1, 1).toArray(Durable[]::new));
            commit(ledger, story.ended(2, 1, 1));
            // The next batch of the same profile is another act.
            commit(
                    ledger,
                    new BatchStarted(
                            released.at(),
                            3,
                            released.profileName(),
                            released.profileHash(),
                            BO,
                            released.asId(),
                            released.setKcv(),
                            1,
                            1,
                            false));
            held(ReleasedAct.LOAD_WITHOUT_ORDER, ledger, story.unit(2, 1));
        }
        try (Ledger ledger = open("bench-2")) {
            assertTrue(ledger.orders().required());
            ledger.orders().require(false, ledger.people().signIn(CY, pin(CY)));
            commit(ledger, story.real(1, DEE), story.unit(2, 1));
        }
        assertEquals(
                1,
                lines("batch-started").stream()
                        .filter(line -> line.contains("\"releasedBy\":\"4711\""))
                        .count());
    }

    @Test
    void theLastTryOfAPinIsUsedByTwoOncePerRelease() throws Exception {
        Bytes as = Bytes.ofHex("00000002");
        try (Ledger ledger = open("bench-1")) {
            LedgerPeople people = ledger.people();
            people.lastPinTry(as, PinReference.OPERATOR, Optional.empty());
            assertEquals(
                    Cause.NOT_RELEASED, refused(() -> people.lastPinTry(as, PinReference.OPERATOR, Optional.of(BO))));
            people.release(
                    ReleasedAct.LAST_PIN_TRY, LedgerPeople.lastPinTry(as, PinReference.OPERATOR), BO, ADA, pin(ADA));
            assertEquals(
                    Cause.NOT_RELEASED, refused(() -> people.lastPinTry(as, PinReference.CUSTODIAN, Optional.of(BO))));
            people.lastPinTry(as, PinReference.OPERATOR, Optional.of(BO));
            assertEquals(
                    Cause.NOT_RELEASED, refused(() -> people.lastPinTry(as, PinReference.OPERATOR, Optional.of(BO))));
        }
        List<String> used = lines("last-pin-try");
        assertEquals(1, used.size());
        assertTrue(
                used.get(0).contains("\"asId\":\"00000002\"")
                        && used.get(0).contains("\"object\":\"OPERATOR\"")
                        && used.get(0).contains("\"operator\":\"4712\"")
                        && used.get(0).contains("\"releasedBy\":\"4711\""),
                used.get(0));
    }

    @Test
    void twoSupervisorsChangePeopleAndTrustTogether() throws Exception {
        try (Ledger ledger = open("bench-1")) {
            LedgerPeople people = ledger.people();
            Person ada = people.signIn(ADA, pin(ADA));
            Person fred = new Person("4715", "Fred", Role.SUPERVISOR);
            assertEquals(Cause.NOT_RELEASED, refused(() -> people.add(fred, pin(ADA), Optional.of(ada))));
            people.release(ReleasedAct.PEOPLE, "4715", ADA, CY, pin(CY));
            people.add(fred, pin(ADA), Optional.of(ada));
            assertEquals(
                    Cause.NOT_RELEASED,
                    refused(() -> ledger.orders().trustFirst(OrderOffice.verifier(), Optional.of(ADA))));
            people.release(ReleasedAct.TRUST, OrderOffice.verifier().name(), ADA, CY, pin(CY));
            ledger.orders().trustFirst(OrderOffice.verifier(), Optional.of(ADA));
        }
        assertTrue(lines("supervisor-key").get(0).contains("\"releasedBy\":\"4713\""));
        assertTrue(lines("person").get(4).contains("\"releasedBy\":\"4713\""));
    }

    @Test
    void whoeverWritesTheLinesHimselfIsFoundByVerification() throws Exception {
        try (Ledger ledger = aside(1, 2)) {
            commit(ledger, story.real(2, BO));
            release(ledger, 1, BO, ADA);
            commit(ledger, story.unit(1, 1));
        }
        assertEquals(List.of(), found());
        forge("\"releasedBy\":\"4711\"", "\"releasedBy\":\"4712\"");
        assertEquals(List.of(What.RELEASED_BY_NO_OTHER), found());
        forge("\"releasedBy\":\"4712\"", "\"releasedBy\":\"4714\"");
        assertEquals(List.of(What.RELEASED_BY_NO_OTHER), found());
        forge("\"releasedBy\":\"4714\",", "");
        assertEquals(List.of(What.LOADED_UNRELEASED), found());
    }

    private List<What> found() throws Exception {
        return LedgerVerifier.verify(folder.resolve("ledger.db").toString(), List.of(), Optional.empty())
                .findings()
                .stream()
                .filter(finding -> finding.kind() == Kind.RELEASE)
                .map(Verification.Finding::what)
                .toList();
    }

    /** Who owns the file writes another line in the place of one. */
    private void forge(String written, String instead) throws Exception {
        new RawSqlite(folder.resolve("ledger.db").toString())
                .run(
                        "DROP TRIGGER IF EXISTS event_never_changed",
                        "UPDATE event SET body = replace(body, '" + written + "', '" + instead
                                + "') WHERE body LIKE '%\"unit-started\"%'");
    }
}
