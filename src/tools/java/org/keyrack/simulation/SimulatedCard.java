package org.keyrack.simulation;

import java.util.Optional;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.reader.sim.SeededBlank;

/** A card: it outlives each world; without power it forgets what is volatile. */
final class SimulatedCard {
    private final String name;
    private final Optional<ReferenceAs> as;
    private final Optional<ReferenceEi> ei;
    private final Optional<SeededBlank> blank;
    private final Optional<SerialNumber> sn;
    private final Truth truth;
    private long resets;

    private SimulatedCard(
            String name,
            Optional<ReferenceAs> as,
            Optional<ReferenceEi> ei,
            Optional<SeededBlank> blank,
            Optional<SerialNumber> sn,
            Truth truth) {
        this.name = name;
        this.as = as;
        this.ei = ei;
        this.blank = blank;
        this.sn = sn;
        this.truth = truth;
    }

    static SimulatedCard of(ReferenceAs as, String name, Truth truth) {
        return new SimulatedCard(name, Optional.of(as), Optional.empty(), Optional.empty(), Optional.empty(), truth);
    }

    static SimulatedCard of(ReferenceEi ei, SerialNumber sn, Truth truth) {
        return new SimulatedCard(
                "EI " + sn.hex(), Optional.empty(), Optional.of(ei), Optional.empty(), Optional.of(sn), truth);
    }

    static SimulatedCard of(SeededBlank blank, String name, Truth truth) {
        return new SimulatedCard(name, Optional.empty(), Optional.empty(), Optional.of(blank), Optional.empty(), truth);
    }

    String name() {
        return name;
    }

    boolean isAs() {
        return as.isPresent();
    }

    /** Whether it was blank at first. */
    boolean isBlank() {
        return blank.isPresent();
    }

    Optional<SeededBlank> blank() {
        return blank;
    }

    /** Of a module that can be loaded. */
    Optional<SerialNumber> sn() {
        return blank.isPresent() ? blank.filter(SeededBlank::isOperational).flatMap(SeededBlank::sn) : sn;
    }

    /** How often it was reset: a connection of before has lost what it had. */
    long resets() {
        return resets;
    }

    void reset() {
        resets++;
        as.ifPresent(ReferenceAs::reset);
        ei.ifPresent(ReferenceEi::reset);
        blank.ifPresent(SeededBlank::reset);
    }

    /** Carries a command out, and looks whether it was allowed to come. */
    ResponseApdu act(CommandApdu command) {
        if (as.isPresent()) {
            truth.beforeExport(command);
            ResponseApdu answer = as.get().transmit(command);
            truth.exported(command, answer);
            return answer;
        }
        return blank.isPresent() ? prepared(blank.get(), command) : module(ei.orElseThrow()::transmit, command);
    }

    private ResponseApdu prepared(SeededBlank card, CommandApdu command) {
        truth.blanks().before(card, command);
        ResponseApdu answer =
                card.moduleSelected() && sn().isPresent() ? module(card::transmit, command) : card.transmit(command);
        truth.blanks().after(card);
        return answer;
    }

    /** What carries commands out. */
    private interface Module {
        ResponseApdu transmit(CommandApdu command);
    }

    private ResponseApdu module(Module module, CommandApdu command) {
        SerialNumber own = sn().orElseThrow();
        truth.beforeImport(own, command);
        ResponseApdu answer = module.transmit(command);
        truth.imported(own, command, answer);
        return answer;
    }
}
