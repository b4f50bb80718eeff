package org.keyrack.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.PersonException.Cause;
import org.keyrack.ledger.Releases.Wanted;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.world.World;

/**
 * Who works on the benches of a ledger: for accountability, not against who owns the machine. A wrong try is counted before
 * the PIN is looked at; from the third on whoever tries waits, and neither a restart nor a clock shortens that.
 */
public final class LedgerPeople {
    /** Wrong tries that cost no wait. */
    private static final int FREE_TRIES = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final EventWriter writer;
    private final Reading reading;
    private final Database database;
    private final Path benchKey;
    private final World world;
    private final Pins pins;

    LedgerPeople(EventWriter writer, Reading reading, Database database, Path benchKey, World world, Pins pins) {
        this.writer = writer;
        this.reading = reading;
        this.database = database;
        this.benchKey = benchKey;
        this.world = world;
        this.pins = pins;
    }

    /** Everybody, by ID. */
    public List<Person> all() {
        return reading.with(PeopleTable::all);
    }

    /** Whether a supervisor may work who is none of these. */
    public boolean hasSupervisorBut(String... ids) {
        return reading.with(handle -> PeopleTable.hasSupervisorBut(handle, ids));
    }

    /** Whether a real bench asks who is there: somebody is known, and sign-in was not switched off last. */
    public boolean signInWanted() {
        return reading.with(handle -> PeopleTable.signInWanted(handle, database));
    }

    /** IDs of supervisors whom the owner of the bench's key made after one was lost, and whom nobody has acknowledged. */
    public List<String> recovered() {
        return reading.with(handle -> {
            List<EventLine> lines = PeopleTable.lines(handle, database);
            return lines.stream()
                    .filter(line -> line.type() == EventType.PERSON
                            && line.maybe("by").filter("recovery"::equals).isPresent())
                    .map(line -> line.text("id"))
                    .filter(id -> lines.stream()
                            .noneMatch(line -> line.type() == EventType.RECOVERY_ACKNOWLEDGED
                                    && line.text("id").equals(id)))
                    .toList();
        });
    }

    /**
     * Adds somebody. The first one makes himself, and is a supervisor.
     *
     * @param pin digits, or a passphrase; stays the caller's to wipe
     * @param by the supervisor who adds, signed in; empty for the first
     */
    public void add(Person person, char[] pin, Optional<Person> by)
            throws PersonException, JournalUnavailable, InterruptedException {
        if (by.isPresent()) {
            requireSupervisor(by.get());
            add(person, pin, by.get().id(), false);
        } else {
            if (person.role() != Person.Role.SUPERVISOR) {
                throw new PersonException(Cause.FIRST);
            }
            add(person, pin, "first", true);
        }
    }

    /** A new supervisor after the last one was lost, by the owner of the bench's key; named until a supervisor acknowledges it. */
    public void recover(Person person, char[] pin) throws PersonException, JournalUnavailable, InterruptedException {
        if (all().isEmpty()) {
            throw new PersonException(Cause.NOBODY);
        }
        add(new Person(person.id(), person.name(), Person.Role.SUPERVISOR), pin, "recovery", false);
    }

    private void add(Person person, char[] pin, String by, boolean first)
            throws PersonException, JournalUnavailable, InterruptedException {
        PersonForm.requireId(person.id());
        PersonForm.requirePin(
                pin,
                Stream.concat(Stream.of(person.id()), all().stream().map(Person::id))
                        .toList());
        if (first) {
            PeopleKey.make(benchKey, world.random());
        }
        byte[] key = PeopleKey.read(benchKey);
        String verifier;
        try {
            verifier = pins.verifier(key, pin, world.random());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        act((handle, transaction, now) -> {
            if (first && !PeopleTable.all(handle).isEmpty()) {
                throw new PersonException(Cause.NO_SUPERVISOR, person.id());
            }
            if (PeopleTable.row(handle, person.id()).isPresent()) {
                throw new PersonException(Cause.EXISTS, person.id());
            }
            EventLine line = EventLine.of(EventType.PERSON, now)
                    .with("id", person.id())
                    .with("role", person.role().word())
                    .with("verifierHash", PeopleTable.hash(verifier))
                    .with("change", 1)
                    .with("by", by);
            release(handle, transaction, line, by);
            PeopleTable.insert(handle, person, verifier);
            transaction.appendApart(line);
        });
    }

    /** A change of people is released by a second supervisor as soon as there is one whom it is not about. */
    private static void release(Handle handle, Transaction transaction, EventLine line, String by)
            throws PersonException {
        boolean signedIn = PeopleTable.row(handle, by).isPresent();
        if (signedIn && PeopleTable.hasSupervisorBut(handle, by, line.text("id"))) {
            transaction.state().releases.use(new Wanted(ReleasedAct.PEOPLE, line.text("id"), by), line);
        }
    }

    /**
     * Lets somebody work no more; whatever is known of the person stays.
     *
     * @param by a supervisor who is signed in
     */
    public void withdraw(String id, Person by) throws PersonException, JournalUnavailable, InterruptedException {
        requireSupervisor(by);
        act((handle, transaction, now) -> {
            PeopleTable.Row row = PeopleTable.row(handle, id)
                    .filter(PeopleTable.Row::active)
                    .orElseThrow(() -> new PersonException(Cause.UNKNOWN, id));
            if (!PeopleTable.hasSupervisorBut(handle, id)) {
                throw new PersonException(Cause.LAST, id);
            }
            long change = PeopleTable.newest(id, PeopleTable.lines(handle, database))
                    .map(line -> line.number("change"))
                    .orElse(0L);
            EventLine line = EventLine.of(EventType.PERSON, now)
                    .with("id", id)
                    .with("role", row.person().role().word())
                    .with("verifierHash", PeopleTable.hash(row.verifier()))
                    .with(PeopleTable.WITHDRAWN, true)
                    .with("change", change + 1)
                    .with("by", by.id());
            release(handle, transaction, line, by.id());
            PeopleTable.withdraw(handle, id);
            transaction.appendApart(line);
        });
    }

    /**
     * What a second person has to release before a module may be loaded; empty when nothing holds it back. Whether the bench
     * asks for that is another matter: where its people are known.
     */
    public Optional<HeldBack> heldBack(SerialNumber sn) {
        return reading.with(handle -> HeldBack.of(Chains.ofModule(handle, database, sn.hex())));
    }

    /** The same for whoever shows no wait. */
    public Revocable release(ReleasedAct act, String object, String operator, String id, char[] pin)
            throws PersonException, JournalUnavailable, InterruptedException {
        return release(act, object, operator, id, pin, wait -> {});
    }

    /**
     * Releases one act on one object for one operator, by a supervisor who is another person; the transaction of the act uses it
     * up. Nobody's session changes, and it ends with this program at the latest.
     *
     * @param object an SN as 16 hexadecimal digits, the number of an order, or an ID
     * @param operator who does it, by ID
     * @param id the supervisor
     * @param pin stays the caller's to wipe
     * @param waits told how long this try waits, before it does
     * @return gives it up, used or not
     * @throws PersonException when it is not released; the ledger keeps that
     */
    public Revocable release(
            ReleasedAct act, String object, String operator, String id, char[] pin, Consumer<Duration> waits)
            throws PersonException, JournalUnavailable, InterruptedException {
        Wanted wanted = new Wanted(act, object, operator);
        try {
            requireOther(wanted, id, pin, waits);
        } catch (PersonException refused) {
            act((handle, transaction, now) -> transaction.appendApart(EventLine.of(EventType.RELEASE_REFUSED, now)
                    .with("act", act.word())
                    .with("object", object)
                    .with("operator", operator)
                    .with("why", refused.why().name().toLowerCase(Locale.ROOT))));
            throw refused;
        }
        act((handle, transaction, now) -> transaction.state().releases.give(wanted, id));
        return () ->
                act((handle, transaction, now) -> transaction.state().releases.revoke(wanted));
    }

    /**
     * Writes down that somebody uses the last try of a PIN of an AS; before it is sent, for a wrong one blocks it.
     *
     * @param asId 4 bytes
     * @param operator who enters it, by ID; empty where nobody has signed in
     * @throws PersonException when no supervisor other than that one has released it
     */
    public void lastPinTry(Bytes asId, PinReference pin, Optional<String> operator)
            throws PersonException, JournalUnavailable, InterruptedException {
        act((handle, transaction, now) -> {
            if (operator.isPresent() && PeopleTable.signInWanted(handle, database)) {
                EventLine line = EventLine.of(EventType.LAST_PIN_TRY, now)
                        .with("asId", asId.hex())
                        .with("object", pin.name())
                        .with("operator", operator.get());
                Wanted wanted = new Wanted(ReleasedAct.LAST_PIN_TRY, lastPinTry(asId, pin), operator.get());
                transaction.state().releases.use(wanted, line);
                transaction.appendApart(line);
            }
        });
    }

    /** What is released of a last try, as {@link ReleasedAct#LAST_PIN_TRY} says. */
    public static String lastPinTry(Bytes asId, PinReference pin) {
        return asId.hex() + " " + pin;
    }

    private void requireOther(Wanted wanted, String id, char[] pin, Consumer<Duration> waits)
            throws PersonException, JournalUnavailable, InterruptedException {
        if (id.equals(wanted.operator())) {
            throw new PersonException(Cause.SAME_PERSON, id);
        }
        if (all().stream().noneMatch(person -> person.id().equals(wanted.operator()))) {
            throw new PersonException(Cause.UNKNOWN, wanted.operator());
        }
        supervisor(id, pin, waits);
    }

    /** As {@link #signIn(String, char[], Consumer)}, of a supervisor alone. */
    public Person supervisor(String id, char[] pin, Consumer<Duration> waits)
            throws PersonException, JournalUnavailable, InterruptedException {
        Person person = signIn(id, pin, waits);
        requireSupervisor(person);
        return person;
    }

    /** A release that can be given up. */
    public interface Revocable {
        /** Gives it up: what has not used it by now never will. */
        void revoke() throws PersonException, JournalUnavailable, InterruptedException;
    }

    /** The same for whoever shows no wait. */
    public Person signIn(String id, char[] pin) throws PersonException, JournalUnavailable, InterruptedException {
        return signIn(id, pin, wait -> {});
    }

    /**
     * Who somebody is. A wrong try is durable before the PIN is looked at, then waited for, then written down.
     *
     * @param pin stays the caller's to wipe
     * @param waits told how long this try waits, before it does; zero for most
     * @throws PersonException when there is no such person or the PIN is another; which of the two is not told
     */
    public Person signIn(String id, char[] pin, Consumer<Duration> waits)
            throws PersonException, JournalUnavailable, InterruptedException {
        byte[] key = PeopleKey.read(benchKey);
        try {
            act((handle, transaction, now) -> PeopleTable.failures(handle, id, false));
            // Read after it is counted: whoever tries at the same time elsewhere is counted as well.
            Optional<PeopleTable.Row> row = reading.with(handle -> PeopleTable.row(handle, id));
            Duration wait = wait(row.map(PeopleTable.Row::failures).orElse(1) - 1);
            waits.accept(wait);
            world.sleep(wait);
            boolean fits = pins.fits(row.map(PeopleTable.Row::verifier).orElse(""), key, pin);
            if (row.isEmpty() || !fits) {
                act((handle, transaction, now) -> {
                    EventLine failed = EventLine.of(EventType.SIGN_IN_FAILED, now);
                    transaction.appendApart(row.isPresent() ? failed.with("id", id) : failed);
                });
                throw new PersonException(Cause.WRONG);
            }
            if (!reading.with(handle -> PeopleTable.fits(row.get(), PeopleTable.lines(handle, database)))) {
                throw new PersonException(Cause.CHANGED, id);
            }
            if (!row.get().active()) {
                throw new PersonException(Cause.WITHDRAWN, id);
            }
            act((handle, transaction, now) -> PeopleTable.failures(handle, id, true));
            return row.get().person();
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** 30 s after three wrong tries, twice as much after each further one, 15 minutes at most. */
    static Duration wait(int failures) {
        if (failures < FREE_TRIES) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE_TRIES, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /**
     * Switches sign-in off for a bench of one, or on again; recorded.
     *
     * @param by a supervisor who is signed in
     */
    public void switchSignIn(boolean on, Person by) throws PersonException, JournalUnavailable, InterruptedException {
        requireSupervisor(by);
        act((handle, transaction, now) -> {
            int people = PeopleTable.all(handle).size();
            if (!on && people > 1) {
                throw new PersonException(Cause.SEVERAL, String.valueOf(people));
            }
            transaction.appendApart(
                    EventLine.of(EventType.SIGN_IN, now).with("on", on).with("by", by.id()));
        });
    }

    /**
     * A supervisor has seen that somebody was made supervisor by the bench's owner.
     *
     * @param by a supervisor who is signed in
     */
    public void acknowledge(String recovered, Person by)
            throws PersonException, JournalUnavailable, InterruptedException {
        requireSupervisor(by);
        act((handle, transaction, now) -> transaction.appendApart(EventLine.of(EventType.RECOVERY_ACKNOWLEDGED, now)
                .with("id", recovered)
                .with("by", by.id())));
    }

    private static void requireSupervisor(Person by) throws PersonException {
        if (by.role() != Person.Role.SUPERVISOR) {
            throw new PersonException(Cause.NO_SUPERVISOR, by.id());
        }
    }

    private void act(WriterConnection.Act act) throws PersonException, JournalUnavailable, InterruptedException {
        try {
            Optional<SentenceException> refused = writer.act(act);
            if (refused.isPresent()) {
                if (refused.get() instanceof PersonException person) {
                    throw person;
                }
                throw new IllegalStateException(refused.get());
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("The ledger at " + database.name() + " cannot write: " + e.getMessage(), e);
        }
    }
}
