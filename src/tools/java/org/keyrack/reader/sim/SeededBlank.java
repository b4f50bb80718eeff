package org.keyrack.reader.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyrack.card.Aid;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.card.KeySet;
import org.keyrack.card.Scp03Option;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.SeededCards;

/**
 * A blank card of the simulation: the issuer security domain of the virtual card with KeyRack's package in it, and behind it
 * the reference EI, whose random numbers come from a seed.
 */
public final class SeededBlank {
    /** As the maker delivers it: SCP03 with pseudo-random challenges and protected answers (Amendment D v1.2 section 5.1). */
    private static final Scp03Option OPTION = new Scp03Option(0x70);

    private static final int MAKERS_VERSION = 0xFF;

    private final RandomGenerator random;
    private final BlankMemory memory = new BlankMemory(CardMemory.volatileFor(BlankMemory.length()));
    private final BlankDomain domain = new BlankDomain(memory, OPTION, this::install);
    private Optional<ReferenceEi> module = Optional.empty();
    private boolean moduleSelected;

    /** @param keys of the maker, 16 bytes each; stay the caller's */
    public SeededBlank(RandomGenerator random, byte[] keys) {
        this.random = random;
        try (KeySet makers = KeySet.of(MAKERS_VERSION, keys)) {
            memory.make(makers, random);
        }
        memory.putLoadFile(new BlankLoadFile(KeyRackPackage.AID, 1, 0, List.of(KeyRackPackage.AS, KeyRackPackage.EI)));
    }

    private boolean install(SimulatedApplet applet, byte[] kperso) {
        if (applet != SimulatedApplet.EI) {
            return false;
        }
        module = Optional.of(SeededCards.ei(random, Optional.of(SecretKeyBytes.copyOf(kperso))));
        return true;
    }

    /** Key diversification data, 10 bytes. */
    public Bytes identity() {
        return Bytes.of(memory.identity());
    }

    /** Whether commands go to the module that is on it; to its issuer security domain otherwise. */
    public boolean moduleSelected() {
        return moduleSelected;
    }

    /** The module on it, as it shows itself; empty while none is installed. */
    private Optional<EiIdentity> shown() {
        if (!memory.isInstalled(SimulatedApplet.EI)) {
            return Optional.empty();
        }
        ResponseApdu answer = module.orElseThrow().transmit(GetData.eiIdentity().toApdu());
        try {
            return Optional.of(EiIdentity.decode(Bytes.of(answer.data())));
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The SN that was put into it. */
    public Optional<SerialNumber> sn() {
        return shown().map(EiIdentity::sn).filter(sn -> !sn.bytes().isZero());
    }

    /** Whether a module is on it that can be loaded. */
    public boolean isOperational() {
        return shown().filter(identity -> identity.state() == LifeCycleState.OPERATIONAL)
                .isPresent();
    }

    /** Takes the power away and gives it back. */
    public void reset() {
        moduleSelected = false;
        domain.begin();
        module.ifPresent(ReferenceEi::reset);
    }

    /** Carries a command out. */
    public ResponseApdu transmit(CommandApdu command) {
        if (command.cla() == 0x00 && command.ins() == 0xA4 && command.p1() == 0x04) {
            return select(command);
        }
        return moduleSelected ? module.orElseThrow().transmit(command) : domain.process(command);
    }

    private ResponseApdu select(CommandApdu command) {
        byte[] name = command.data();
        boolean wanted = Arrays.equals(name, Role.EI.aid().toArray()) && memory.isInstalled(SimulatedApplet.EI);
        boolean issuer = name.length == 0
                || Arrays.equals(name, Aid.ISSUER_DOMAIN.value().toArray());
        if (!wanted && !issuer) {
            return moduleSelected ? module.orElseThrow().transmit(command) : BlankAnswer.of(0x6A82);
        }
        if (moduleSelected) {
            module.ifPresent(ReferenceEi::deselect);
        }
        domain.begin();
        moduleSelected = wanted;
        return wanted ? module.orElseThrow().transmit(command) : domain.selected();
    }
}
