package org.keyrack.reader.pcsc;

import java.util.List;
import org.keyrack.reader.ReaderSnapshot.Service;

/** Looks at all readers, on a context that does nothing else. Used by the monitor's thread only. */
interface BenchWatch extends AutoCloseable {
    /** What is there now; never throws, a service that does not answer is a state. */
    Bench look();

    @Override
    void close();

    /** One look. */
    record Bench(Service service, List<Slot> slots) {
        static Bench without(Service service) {
            return new Bench(service, List.of());
        }
    }

    /**
     * One reader as PC/SC shows it.
     *
     * @param events the service's count of insertions and removals, 16 bits, or -1 where there is none
     * @param held some program holds the card exclusively
     */
    record Slot(String reader, boolean present, boolean mute, boolean held, int events) {}
}
