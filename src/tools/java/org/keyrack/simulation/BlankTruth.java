package org.keyrack.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationEvent.CardEnded;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.journal.PreparationStep;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.reader.sim.SeededBlank;

/** What is done to blank cards, beside what the ledger says of their preparation: each may only follow the other. */
final class BlankTruth {
    private static final int DELETE = 0xE4;
    private static final int INSTALL = 0xE6;
    private static final int PUT_KEY = 0xD8;
    private static final int LOAD_COMPONENT = 0xD8;
    private static final int PUT_DATA = 0xDA;
    private static final int STORE_T = 0xDC;
    /** SET STATUS of a card, SET STATE of a module. */
    private static final int SET = 0xF0;

    private final Truth truth;
    /** Card and step, of the preparation that began last. */
    private final Set<String> begun = new HashSet<>();

    private final Set<String> ended = new HashSet<>();
    /** Card and SN. */
    private final Set<String> given = new HashSet<>();
    /** The card that has, or had, an SN. */
    private final Map<String, String> cardOf = new HashMap<>();

    BlankTruth(Truth truth) {
        this.truth = truth;
    }

    void durable(Line line) {
        switch (line.type()) {
            case "preparation-started" -> {
                begun.clear();
                ended.clear();
            }
            case "serial-given" -> given.add(line.card() + " " + line.sn());
            case "step-started" -> begun.add(line.card() + " " + line.step());
            case "card-ended" -> ended.add(line.card());
            default -> {
                // Nothing that a card waits for.
            }
        }
    }

    /** An event is shown to people. */
    void shown(PreparationEvent event) {
        if (event instanceof SerialGiven of
                        && !given.contains(
                                of.card().card().hex() + " " + of.sn().hex())
                || event instanceof StepStarted step
                        && !begun.contains(
                                step.card().card().hex() + " " + step.step().word())
                || event instanceof CardEnded end
                        && !ended.contains(end.card().card().hex())) {
            throw truth.found("shown before it was durable: " + event.getClass().getSimpleName());
        }
    }

    /** What changes a card has its step in the ledger. */
    void before(SeededBlank card, CommandApdu command) {
        if (card.moduleSelected()) {
            switch (command.ins()) {
                case PUT_DATA -> require(card, command, PreparationStep.IDENTITY, PreparationStep.LOCATIONS);
                case LOAD_COMPONENT, STORE_T -> require(card, command, PreparationStep.TRANSPORT_KEYS);
                case SET -> require(card, command, PreparationStep.STATE);
                default -> {
                    return;
                }
            }
            return;
        }
        switch (command.ins()) {
            case INSTALL -> require(card, command, PreparationStep.INSTALL);
            case DELETE -> require(card, command, PreparationStep.INSTALL, PreparationStep.ISSUER_KEYS);
            case PUT_KEY -> require(card, command, PreparationStep.ISSUER_KEYS);
            case SET -> require(card, command, PreparationStep.SECURED);
            default -> {
                return;
            }
        }
    }

    private void require(SeededBlank card, CommandApdu command, PreparationStep... steps) {
        for (PreparationStep step : steps) {
            if (begun.contains(card.identity().hex() + " " + step.word())) {
                return;
            }
        }
        throw truth.found(command.redacted() + " to a card without a durable step");
    }

    /** An SN is in the ledger before it is in a card, and in one card for ever. */
    void after(SeededBlank card) {
        card.sn().ifPresent(sn -> {
            String identity = card.identity().hex();
            if (!given.contains(identity + " " + sn.hex())) {
                throw truth.found("an SN is in a card that the ledger did not give it to: " + sn.hex());
            }
            String other = cardOf.putIfAbsent(sn.hex(), identity);
            if (other != null && !other.equals(identity)) {
                throw truth.found("two cards have one SN: " + sn.hex());
            }
        });
    }
}
