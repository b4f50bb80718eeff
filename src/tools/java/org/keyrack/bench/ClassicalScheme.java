package org.keyrack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.EiSession;

/**
 * The classical scheme, as fast as a host can run it: an operation key is downloaded before the application key. All units
 * work at once and wait for the AS in the order in which they ask; there is no ledger. Needs cards of the kind classical.
 */
final class ClassicalScheme {
    private static final byte[] EXPORT_DATA = new byte[ExportKey.LENGTH];
    private static final byte[] IMPORT_DATA = new byte[66];

    private final MeasuredRack rack;
    private final boolean everyKey;
    private final ReentrantLock as = new ReentrantLock(true);

    /** @param everyKey whether an operation key precedes each application key, or only the first of a unit */
    ClassicalScheme(MeasuredRack rack, boolean everyKey) {
        this.rack = rack;
        this.everyKey = everyKey;
    }

    /** Loads the rack: milliseconds from the first INITIATE to the last receipt. */
    double milliseconds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(rack.units());
        try (PcscReaders readers = new PcscReaders()) {
            List<String> names = Rig.awaitCards(readers, rack.units() + 1);
            CardConnection station = readers.open(names.get(0), Sharing.EXCLUSIVE);
            AsSession session = AsSession.select(station);
            session.verifyOperator(MeasuredRack.pin());
            List<CardConnection> connections = new ArrayList<>();
            List<EiSession> units = new ArrayList<>();
            for (String name : names.subList(1, names.size())) {
                CardConnection connection = readers.open(name, Sharing.SHARED);
                connections.add(connection);
                units.add(EiSession.select(connection));
            }
            AtomicLong last = new AtomicLong();
            List<Future<?>> work = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < units.size(); i++) {
                EiSession unit = units.get(i);
                CardConnection connection = connections.get(i);
                work.add(threads.submit(() -> {
                    load(station, session, connection, unit);
                    last.accumulateAndGet(System.nanoTime(), Math::max);
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
            return (last.get() - begun) / 1e6;
        } finally {
            threads.shutdown();
        }
    }

    private void load(CardConnection station, AsSession session, CardConnection connection, EiSession unit)
            throws CardFailure {
        Initiation ready = unit.initiate();
        for (int key = 0; key < rack.keys(); key++) {
            if (everyKey || key == 0) {
                served(() -> checked(station.transmit(new CommandApdu(0x80, 0xE4, 1, 1, EXPORT_DATA.clone(), true))));
                checked(connection.transmit(new CommandApdu(0x80, 0xE6, 0, 0, IMPORT_DATA.clone(), true)));
            }
            Initiation now = ready;
            int ref = MeasuredRack.reference(key);
            ExportedKey exported = served(
                    () -> session.exportKey(new ExportKey(Suite.of(1), 1, now.sn(), ref, ref, now.r(), now.p())));
            ImportedKey imported = unit.importKey(exported, key + 1 < rack.keys());
            ready = imported.next().orElse(now);
        }
    }

    private <T> T served(Export<T> export) throws CardFailure {
        as.lock();
        try {
            return export.send();
        } finally {
            as.unlock();
        }
    }

    private static ResponseApdu checked(ResponseApdu answer) throws LinkFailure {
        if (!answer.isSuccess()) {
            throw new LinkFailure(LinkFailure.Reason.OTHER, "The cards do not know the classical commands");
        }
        return answer;
    }

    /** One command at the AS. */
    private interface Export<T> {
        T send() throws CardFailure;
    }
}
