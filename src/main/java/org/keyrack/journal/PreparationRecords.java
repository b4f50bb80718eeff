package org.keyrack.journal;

import java.util.Optional;
import java.util.SortedMap;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** What a preparation looks up in the ledger before it begins. The ledger implements it. */
public interface PreparationRecords {
    /**
     * Number of the next preparation on this bench, from 1; never given twice.
     *
     * @throws JournalUnavailable when the ledger cannot be read
     */
    long nextPreparation() throws JournalUnavailable;

    /** Whether a module of this SN was prepared or loaded, or the SN was given to a card. */
    boolean hasSerial(SerialNumber sn);

    /** The highest SN that it has, of those from one to another, both included; empty when it has none of them. */
    Optional<SerialNumber> highestSerial(SerialNumber from, SerialNumber to);

    /** The lowest SN that it has not, of those from one to another, both included; empty when it has them all. */
    Optional<SerialNumber> freeSerial(SerialNumber from, SerialNumber to);

    /**
     * The SN that a card was given by a preparation that did not finish it, and may be given again: the one that its module
     * shows; else the lowest, as long as no module of it may be OPERATIONAL, which could be on a card that looks the same.
     *
     * @param card key diversification data, 10 bytes; all zero names no card
     * @param shown SN that the module on the card shows
     */
    Optional<SerialNumber> unfinished(Bytes card, Optional<SerialNumber> shown);

    /**
     * Hash of the plan whose preparation gave an SN last, SHA-256, 32 bytes.
     *
     * @return empty when none did
     */
    Optional<Bytes> planOf(SerialNumber sn);

    /** The T of every module that was prepared here, or whose T was replaced, by its SN. */
    SortedMap<SerialNumber, HeldTransportKey> transportKeys();
}
