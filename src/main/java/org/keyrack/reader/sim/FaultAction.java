package org.keyrack.reader.sim;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong with one command (docs/rack-file.md, faults). */
public sealed interface FaultAction {
    /** The card acts, then the link breaks before the answer; it is back after a while. */
    record AnswerLost(Duration back) implements FaultAction {}

    /** The link breaks before the card acts; it is back after a while. */
    record CommandLost(Duration back) implements FaultAction {}

    /** The card answers only after this time. */
    record Hang(Duration time) implements FaultAction {}

    /** The card acts and the bytes of its answer are altered, not the status word. */
    record WrongBytes() implements FaultAction {}

    /**
     * The card acts and its answer has another length.
     *
     * @param length bytes of the whole answer, status word included; -1: one less than the right one
     */
    record WrongLength(int length) implements FaultAction {}

    /** The card does nothing and answers 9000 without data. */
    record BareSuccess() implements FaultAction {}

    /**
     * The card answers a status word.
     *
     * @param executed whether it acts before; after 61xx its answer waits for GET RESPONSE, else it is lost
     */
    record StatusWord(int sw, boolean executed) implements FaultAction {}

    /** Before the command, the module is taken out and another with the next serial number put in. */
    record Swap() implements FaultAction {}

    /** Before the command, the card is taken out; empty: for good. */
    record Pull(Optional<Duration> back) implements FaultAction {}

    /**
     * Power is torn in the middle of a non-volatile write of the command; the card is back after a while.
     *
     * @param write which write, from 1; a command with fewer writes is not torn
     */
    record Tear(int write, Duration back) implements FaultAction {}

    /** From this command on the random generator answers the same bytes again. */
    record RepeatRandom() implements FaultAction {}

    /** One bit of the command data is changed on its way to the card; bit 0 is the highest of the first byte. */
    record FlipBit(int bit) implements FaultAction {}

    /** One bit of the answer data is changed on its way back; bit 0 is the highest of the first byte. */
    record FlipAnswerBit(int bit) implements FaultAction {}
}
