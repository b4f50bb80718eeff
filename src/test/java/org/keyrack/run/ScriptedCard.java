package org.keyrack.run;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;

/** A link to a card of the protocol's reference: what passes is told, and a test says what happens to which command. */
final class ScriptedCard implements ApduChannel {
    private final String name;
    private final Consumer<String> told;
    private final Map<Instruction, Deque<Event>> script = new EnumMap<>(Instruction.class);
    private volatile ApduChannel card;

    /** What happens to one command; the card answers by {@code card.transmit(command)}. */
    @FunctionalInterface
    interface Event {
        ResponseApdu on(ApduChannel card, CommandApdu command) throws LinkFailure, ProtocolFailure;
    }

    /**
     * @param name what its commands are told as, for example EI
     * @param told takes the name and the command, for example "EI INITIATE", before the card has it
     */
    ScriptedCard(String name, ApduChannel card, Consumer<String> told) {
        this.name = name;
        this.card = card;
        this.told = told;
    }

    /** The next commands of this kind meet these events, one each; those after them reach the card. */
    synchronized ScriptedCard on(Instruction command, Event... events) {
        script.computeIfAbsent(command, each -> new ArrayDeque<>()).addAll(Arrays.asList(events));
        return this;
    }

    /** Another card lies in the reader from now on. */
    void becomes(ApduChannel other) {
        card = other;
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        Instruction kind = Instruction.of(command.bytes(true)).orElseThrow();
        told.accept(name + " " + kind.text());
        return next(kind).on(card, command);
    }

    private synchronized Event next(Instruction kind) {
        Deque<Event> events = script.get(kind);
        return events == null || events.isEmpty() ? ApduChannel::transmit : events.removeFirst();
    }

    /** Nothing happens to it. */
    static Event passed() {
        return ApduChannel::transmit;
    }

    /** The card never gets the command. */
    static Event lostBefore(LinkFailure.Reason reason) {
        return (card, command) -> {
            throw new LinkFailure(reason, "made by the test");
        };
    }

    /** The card carries the command out, and its answer is lost. */
    static Event lostAfter(LinkFailure.Reason reason) {
        return (card, command) -> {
            card.transmit(command);
            throw new LinkFailure(reason, "made by the test");
        };
    }

    /** The card never gets the command, and this status word comes back. */
    static Event answered(int sw) {
        return (card, command) -> new ResponseApdu(new byte[0], sw);
    }

    /** The card carries the command out, and this status word comes back instead of its answer. */
    static Event answeredAfter(int sw) {
        return (card, command) -> {
            card.transmit(command);
            return new ResponseApdu(new byte[0], sw);
        };
    }

    /** The card never gets the command, and these bytes come back with 9000. */
    static Event data(byte[] answer) {
        return (card, command) -> new ResponseApdu(answer, 0x9000);
    }

    /** The card carries the command out, and one bit of its answer is altered. */
    static Event altered(int at) {
        return (card, command) -> {
            ResponseApdu right = card.transmit(command);
            byte[] answer = right.data().clone();
            answer[at] ^= 1;
            return new ResponseApdu(answer, right.sw());
        };
    }
}
