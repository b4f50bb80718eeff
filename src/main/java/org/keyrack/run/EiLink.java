package org.keyrack.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.unit.EiSession;
import org.keyrack.world.World;

/** A worker's link to its unit: it breaks, comes back, and is bound to the SN all the while. */
final class EiLink {
    /** How often a unit whose outcome is not known is read again. */
    private static final int SETTLE_TRIES = 3;
    /** About as often as the bench looks at its readers. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final PlannedUnit unit;
    private final RunContext context;
    private final World world;
    private List<String> trace = List.of();
    private boolean broken;

    EiLink(PlannedUnit unit, RunContext context) {
        this.unit = unit;
        this.context = context;
        this.world = context.world();
    }

    List<String> trace() {
        return trace;
    }

    Initiation initiate() throws CardFailure {
        return call(EiSession::initiate);
    }

    ImportedKey importKey(ExportedKey exported, boolean withNext) throws CardFailure {
        long start = world.nanos();
        ImportedKey imported = call(session -> session.importKey(exported, withNext));
        context.imported(world.nanos() - start);
        return imported;
    }

    /** Whether this answer proves that nothing was stored: a status word of the closed list for IMPORTKEY. */
    boolean refused(CardFailure failure) {
        return failure instanceof StatusWordFailure status
                && StatusWordTable.meaning("IMPORTKEY", status.sw()).isPresent()
                && status.sw() != 0x6F00;
    }

    /** After 6988 and 6986 the unit read again tells the causes apart (protocol.md, "What each unit checks"). */
    Failure causeOf(Failure failure, int ref2) {
        try {
            return switch (failure.sw().orElse(0)) {
                case 0x6988 -> {
                    EiIdentity identity = call(EiSession::identity);
                    yield failure.because(StatusWordTable.causeOf6988(
                            !identity.sn().equals(unit.sn()), !identity.tKcv().equals(unit.tKcv())));
                }
                case 0x6986 ->
                    failure.because(StatusWordTable.causeOfImport6986(call(EiSession::locations).stream()
                            .anyMatch(location ->
                                    location.ref2() == ref2 && location.writeOnce() && location.occupied())));
                default -> failure;
            };
        } catch (CardFailure unreadable) {
            return failure;
        }
    }

    /**
     * Waits until the card answers again after a broken link. The bench may not have seen yet that the service stopped or
     * the card went, so only an answer proves that it is back.
     */
    boolean comesBack() throws InterruptedException {
        long end = world.nanos() + context.settings().returnTime().toNanos();
        while (context.access().awaitCard(unit.reader(), Duration.ofNanos(end - world.nanos()))) {
            try {
                call(EiSession::identity);
                return true;
            } catch (LinkFailure failure) {
                if (failure.reason() == LinkFailure.Reason.HUNG || world.nanos() - end > 0) {
                    return false;
                }
                world.sleep(LOOK_AGAIN);
            } catch (CardFailure answered) {
                return true;
            }
        }
        return false;
    }

    Settled settle(ExportedKey exported, Bytes r) throws InterruptedException {
        for (int i = 0; i < SETTLE_TRIES; i++) {
            boolean held = !broken && i == 0;
            if (broken && !comesBack()) {
                return Settled.UNKNOWN;
            }
            try {
                if (!call(EiSession::identity).sn().equals(unit.sn())) {
                    return held ? Settled.ANOTHER_ANSWERED : Settled.UNKNOWN;
                }
                Optional<Loaded> loaded =
                        call(session -> Settlement.settle(session, exported.header(), r, exported.v()));
                return loaded.isPresent() ? new Settled(Settled.State.LOADED, loaded) : Settled.NOT_LOADED;
            } catch (LinkFailure failure) {
                if (failure.reason() == LinkFailure.Reason.HUNG) {
                    return Settled.UNKNOWN;
                }
            } catch (CardFailure failure) {
                return Settled.UNKNOWN;
            }
        }
        return Settled.UNKNOWN;
    }

    private <T> T call(Call<T> call) throws CardFailure {
        broken = true;
        EiSession session = context.access().session(unit.reader());
        try {
            T answer = call.on(session);
            broken = false;
            return answer;
        } catch (LinkFailure failure) {
            context.access().discard(unit.reader());
            throw failure;
        } catch (CardFailure answered) {
            broken = false;
            throw answered;
        } finally {
            trace = session.trace();
        }
    }

    /** One command of a session. */
    private interface Call<T> {
        T on(EiSession session) throws CardFailure;
    }

    /** What reading the unit again told. */
    record Settled(State state, Optional<Loaded> loaded) {
        static final Settled UNKNOWN = new Settled(State.UNKNOWN, Optional.empty());
        static final Settled ANOTHER_ANSWERED = new Settled(State.ANOTHER_ANSWERED, Optional.empty());
        static final Settled NOT_LOADED = new Settled(State.NOT_LOADED, Optional.empty());

        enum State {
            LOADED,
            NOT_LOADED,
            /** The link held since the command went, and it leads to another module: this one never got it. */
            ANOTHER_ANSWERED,
            UNKNOWN
        }
    }
}
