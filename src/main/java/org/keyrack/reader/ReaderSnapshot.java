package org.keyrack.reader;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the bench looks like at one moment.
 *
 * @param service state of the smart-card service; RUNNING for the virtual bench
 * @param readers in the service's own order, names unique
 * @param limit the most readers that this system can show, or 0 when it is not known (pcsc-lite before 2.5: 16)
 */
public record ReaderSnapshot(Service service, List<Reader> readers, int limit) {
    public static final ReaderSnapshot EMPTY = new ReaderSnapshot(Service.STARTING, List.of(), 0);

    public ReaderSnapshot {
        readers = List.copyOf(readers);
    }

    public Optional<Reader> reader(String name) {
        return readers.stream().filter(reader -> reader.name().equals(name)).findFirst();
    }

    /** State of the smart-card service. */
    public enum Service {
        /** Not looked at yet. */
        STARTING,
        RUNNING,
        /** Installed, not running, or stopped a moment ago; looked for again by itself. */
        STOPPED,
        /** The PC/SC library is not on this system. */
        NOT_INSTALLED,
        /** The system (polkit) refuses this user. */
        ACCESS_DENIED
    }

    /**
     * One reader.
     *
     * @param name its PC/SC name, unique
     * @param card what is in it
     * @param insertion counts the cards seen in this reader since start, so that a quick swap is a change
     * @param shelf the number of its slot, from 1, when the bench itself numbers them, as the virtual one does
     */
    public record Reader(String name, Card card, long insertion, OptionalInt shelf) {
        /** A reader whose bench knows of no shelf. */
        public Reader(String name, Card card, long insertion) {
            this(name, card, insertion, OptionalInt.empty());
        }
    }

    /** What is in a reader. */
    public enum Card {
        ABSENT,
        PRESENT,
        /** Present and not answering: upside down, broken, or no smart card. */
        MUTE,
        /** Present and held exclusively by another program. */
        BUSY
    }
}
