package org.keyrack.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.simulation.Choices.Kind;

/** What goes wrong between the program and a card. */
final class LinkFaults {
    private static final Reason[] BROKEN = {
        Reason.CARD_RESET, Reason.CARD_REMOVED, Reason.READER_GONE, Reason.SERVICE_GONE, Reason.CARD_MUTE, Reason.OTHER
    };
    private static final int[] WORDS = {0x6F00, 0x6C10, 0x6988, 0x6985, 0x6300, 0x6A80, 0x6D00};

    /** Sorts of faults; the last ones are of a card that does what it is asked and says otherwise. */
    private enum Fault {
        NONE,
        LOST,
        ANSWER_LOST,
        PULLED,
        PULLED_AFTER,
        RESET,
        HANGS,
        HANGS_AFTER,
        GARBAGE,
        GARBAGE_AFTER,
        WORD,
        WORD_AFTER
    }

    private final Choices choices;
    private final int ofThousand;
    private final SimulatedWorld world;
    private final Trace trace;
    private final Consumer<Slot> pulled;

    /** @param pulled hears which card was pulled, and puts it back some time */
    LinkFaults(Choices choices, int ofThousand, SimulatedWorld world, Trace trace, Consumer<Slot> pulled) {
        this.choices = choices;
        this.ofThousand = ofThousand;
        this.world = world;
        this.trace = trace;
        this.pulled = pulled;
    }

    void takeTime(SimulatedWorld in) {
        in.sleep(Duration.ofMillis(1L + choices.pick(Kind.TIME, 40)));
    }

    void opening(Slot slot) throws LinkFailure {
        world.requireAlive();
        if (choices.happens(Kind.FAULT, ofThousand)) {
            throw broken(slot, "is not opened");
        }
    }

    /**
     * Carries a command out.
     *
     * @return empty for what is no answer
     */
    Optional<ResponseApdu> transmit(Slot slot, SimulatedCard card, CommandApdu command) throws LinkFailure {
        world.requireAlive();
        Fault fault = choices.happens(Kind.FAULT, ofThousand) ? choices.of(Kind.FAULT, Fault.values()) : Fault.NONE;
        if (fault != Fault.NONE) {
            trace.note(card.name(), fault + " at " + command.redacted());
        }
        return switch (fault) {
            case NONE -> Optional.of(card.act(command));
            case LOST -> throw broken(slot, "lost the command");
            case ANSWER_LOST -> {
                card.act(command);
                throw broken(slot, "lost the answer");
            }
            case PULLED -> throw pull(slot);
            case PULLED_AFTER -> {
                card.act(command);
                throw pull(slot);
            }
            case RESET -> {
                card.reset();
                throw new LinkFailure(Reason.CARD_RESET, "The card in " + slot.name + " was reset");
            }
            case HANGS -> throw hang(slot);
            case HANGS_AFTER -> {
                card.act(command);
                throw hang(slot);
            }
            case GARBAGE -> Optional.empty();
            case GARBAGE_AFTER -> {
                card.act(command);
                yield Optional.empty();
            }
            case WORD -> Optional.of(word());
            case WORD_AFTER -> {
                // Never 6986: an AS that spent an R and denies it is not the AS of protocol.md.
                card.act(command);
                yield Optional.of(word());
            }
        };
    }

    private ResponseApdu word() {
        return new ResponseApdu(new byte[0], WORDS[choices.pick(Kind.FAULT, WORDS.length)]);
    }

    private LinkFailure broken(Slot slot, String what) {
        Reason reason = BROKEN[choices.pick(Kind.FAULT, BROKEN.length)];
        slot.card.ifPresent(SimulatedCard::reset);
        trace.note(slot.name, what + ": " + reason);
        return new LinkFailure(reason, "The link to " + slot.name + " broke");
    }

    private LinkFailure pull(Slot slot) {
        pulled.accept(slot);
        return new LinkFailure(Reason.CARD_REMOVED, "The card was taken out of " + slot.name);
    }

    private LinkFailure hang(Slot slot) {
        slot.hangsUntil = world.nanos()
                + Duration.ofSeconds(1L + choices.pick(Kind.FAULT, 30)).toNanos();
        return new LinkFailure(Reason.HUNG, "The card in " + slot.name + " hangs");
    }
}
