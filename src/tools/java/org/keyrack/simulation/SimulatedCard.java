package org.keyrack.simulation;

import java.util.Optional;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;

/** A card: it outlives each world; without power it forgets what is volatile. */
final class SimulatedCard {
    private final String name;
    private final Optional<ReferenceAs> as;
    private final Optional<ReferenceEi> ei;
    private final Optional<SerialNumber> sn;
    private final Truth truth;
    private long resets;

    private SimulatedCard(
            String name, Optional<ReferenceAs> as, Optional<ReferenceEi> ei, Optional<SerialNumber> sn, Truth truth) {
        this.name = name;
        this.as = as;
        this.ei = ei;
        this.sn = sn;
        this.truth = truth;
    }

    static SimulatedCard of(ReferenceAs as, String name, Truth truth) {
        return new SimulatedCard(name, Optional.of(as), Optional.empty(), Optional.empty(), truth);
    }

    static SimulatedCard of(ReferenceEi ei, SerialNumber sn, Truth truth) {
        return new SimulatedCard("EI " + sn.hex(), Optional.empty(), Optional.of(ei), Optional.of(sn), truth);
    }

    String name() {
        return name;
    }

    boolean isAs() {
        return as.isPresent();
    }

    Optional<SerialNumber> sn() {
        return sn;
    }

    /** How often it was reset: a connection of before has lost what it had. */
    long resets() {
        return resets;
    }

    void reset() {
        resets++;
        as.ifPresent(ReferenceAs::reset);
        ei.ifPresent(ReferenceEi::reset);
    }

    /** Carries a command out, and looks whether it was allowed to come. */
    ResponseApdu act(CommandApdu command) {
        if (as.isPresent()) {
            truth.beforeExport(command);
            ResponseApdu answer = as.get().transmit(command);
            truth.exported(command, answer);
            return answer;
        }
        truth.beforeImport(sn.orElseThrow(), command);
        ResponseApdu answer = ei.orElseThrow().transmit(command);
        truth.imported(sn.orElseThrow(), command, answer);
        return answer;
    }
}
