package org.keyrack.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keyrack.journal.History;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.OpenDownload;
import org.keyrack.language.Wording;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.run.Settlement;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiSession;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.OpenAs;
import org.keyrack.unit.Recognition;
import org.keyrack.world.World;

/** Finds out what a card is, by its content, and keeps the session open. */
sealed interface CardReading {
    Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** Lets go of what is open. */
    void close();

    /** An AS; a card is connected exclusively: no other program may use its verified session. */
    record As(Runnable letGo, org.keyrack.unit.As session, AsUnit unit) implements CardReading {
        /** The same with what was read from it since. */
        As with(AsUnit readSince) {
            return new As(letGo, session, readSince);
        }

        @Override
        public void close() {
            letGo.run();
        }
    }

    /** An EI, with what was settled of its open downloads. */
    record Ei(CardConnection connection, EiSession session, EiUnit unit, List<Settling> settled)
            implements CardReading {
        @Override
        public void close() {
            connection.close();
        }
    }

    /** A card with neither applet. */
    record Other(CardConnection connection) implements CardReading {
        @Override
        public void close() {
            connection.close();
        }
    }

    /** An open download and, when the key is in, its proof. */
    record Settling(OpenDownload download, Optional<Loaded> loaded) {}

    /**
     * Reads the card in a reader. A link that breaks is tried again for a while: after a restart of the service the readers
     * may show the same card all the time, so no change of theirs would ask for it again.
     *
     * @param history tells which downloads of an EI are open
     * @param overtaken whether nobody waits for this reading any more
     */
    static CardReading read(Readers readers, String reader, History history, World world, BooleanSupplier overtaken)
            throws CardFailure {
        long start = world.nanos();
        while (true) {
            try {
                return read(readers, reader, history);
            } catch (LinkFailure failure) {
                if (overtaken.getAsBoolean()
                        || world.nanos() - start > patience(failure.reason()).toNanos()
                        || !looksAgain(world)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean looksAgain(World world) {
        try {
            world.sleep(LOOK_AGAIN);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long a link may stay broken; a card is also busy while an earlier reading of ours lets go of it. */
    private static Duration patience(Reason reason) {
        return switch (reason) {
            case SERVICE_GONE, READER_GONE, CARD_REMOVED, CARD_RESET -> Duration.ofSeconds(5);
            case CARD_BUSY, CARD_MUTE -> Duration.ofSeconds(2);
            default -> Duration.ZERO;
        };
    }

    /**
     * Reads the card in a reader.
     *
     * @param history tells which downloads of an EI are open
     */
    static CardReading read(Readers readers, String reader, History history) throws CardFailure {
        Optional<OpenAs> noCard = readers.openAs(reader);
        if (noCard.isPresent()) {
            return readNoCard(noCard.get(), reader, history);
        }
        CardConnection connection = readers.open(reader, Sharing.SHARED);
        try {
            Recognition card = Recognition.of(connection);
            if (card instanceof Recognition.Ei ei) {
                return readEi(connection, ei.session(), reader, history);
            }
            if (card instanceof Recognition.Neither) {
                return new Other(connection);
            }
        } catch (CardFailure | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return readAs(readers, reader);
    }

    private static CardReading readAs(Readers readers, String reader) throws CardFailure {
        CardConnection connection = readers.open(reader, Sharing.EXCLUSIVE);
        try {
            AsSession session = AsSession.select(connection);
            return new As(connection::close, session, AsUnit.read(reader, session));
        } catch (CardFailure | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Its counters are in a file, and an old copy of one gives spent exports back: the ledger knows better. */
    private static CardReading readNoCard(OpenAs as, String place, History history) throws CardFailure {
        try {
            AsUnit unit = AsUnit.read(place, as);
            long known = history.highestCtr(unit.identity().asId()).orElse(0);
            if (unit.identity().ctr() < known) {
                throw new LinkFailure(
                        Reason.OTHER,
                        Wording.of("cause")
                                .say("as.rolledBack", place, unit.identity().ctr(), known));
            }
            return new As(as::close, as, unit);
        } catch (CardFailure | RuntimeException e) {
            as.close();
            throw e;
        }
    }

    private static CardReading readEi(CardConnection connection, EiSession session, String reader, History history)
            throws CardFailure {
        EiUnit unit = new EiUnit(reader, session.identity(), session.locations());
        List<Settling> settled = new ArrayList<>();
        for (OpenDownload open : history.openDownloads(unit.sn())) {
            settled.add(new Settling(open, Settlement.settle(session, open.header(), open.r(), open.v())));
        }
        return new Ei(connection, session, unit, settled);
    }
}
