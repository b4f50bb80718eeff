package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyrack.card.Aid;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.Scp03Option;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;

/**
 * A virtual GlobalPlatform card: its issuer security domain is selected at power-on; the applets of this tree run as the
 * code that was loaded, each on a runtime of its own. Thread-safe.
 */
final class BlankCard implements SimulatedCard, Chip {
    /** 3B 85 01 "BLANK" TCK: T=1 only, historical bytes with a proprietary category indicator (ISO/IEC 7816-3 8.2). */
    private static final byte[] ATR = AppletCard.withCheckByte(0x3B, 0x85, 0x01, 'B', 'L', 'A', 'N', 'K');

    private static final int SELECT = 0x00A4;

    private final BlankMemory memory;
    private final BlankDomain domain;
    private final Map<SimulatedApplet, AppletCard> applets = new EnumMap<>(SimulatedApplet.class);
    private boolean powered;
    /** The applet that is selected; empty: the issuer security domain is. */
    private Optional<SimulatedApplet> selected = Optional.empty();

    BlankCard(BlankMemory memory, Scp03Option option) {
        this(memory, option, false);
    }

    /** @param keepsMakers whether its maker's keys stay beside those that PUT KEY adds */
    BlankCard(BlankMemory memory, Scp03Option option, boolean keepsMakers) {
        this.memory = memory;
        domain = new BlankDomain(memory, option, keepsMakers, this::install);
        for (SimulatedApplet applet : SimulatedApplet.values()) {
            applets.put(applet, new AppletCard(applet, memory.of(applet)));
        }
    }

    @Override
    public void tearAt(int write) {
        memory.whole().tearAt(write);
    }

    @Override
    public void stickRandom() {
        applets.values().forEach(AppletCard::stickRandom);
    }

    @Override
    public synchronized Optional<String> command(byte[] apdu) {
        return selected.isPresent()
                ? Instruction.of(apdu).map(Instruction::name)
                : DomainCommand.of(apdu).map(DomainCommand::name);
    }

    @Override
    public byte[] atr() {
        return ATR.clone();
    }

    @Override
    public synchronized byte[] powerOn() {
        powerOff();
        memory.whole().powerOn();
        domain.begin();
        powered = true;
        return atr();
    }

    @Override
    public byte[] reset() {
        return powerOn();
    }

    @Override
    public synchronized void powerOff() {
        powered = false;
        selected = Optional.empty();
        domain.begin();
        applets.values().forEach(AppletCard::powerOff);
    }

    @Override
    public synchronized byte[] transmit(byte[] apdu) throws IOException {
        if (!powered) {
            throw new IOException("The card has no power");
        }
        try {
            byte[] answer = answer(apdu);
            if (!memory.whole().torn()) {
                return answer;
            }
        } catch (CardMemory.PowerTorn torn) {
            // As below: the card is gone.
        }
        powerOff();
        throw new IOException("Power was torn in the middle of a write");
    }

    private byte[] answer(byte[] apdu) throws IOException {
        if (!AppletCard.isShort(apdu)) {
            return new byte[] {0x67, 0x00};
        }
        CommandApdu command = parse(apdu);
        boolean select = (command.cla() << 8 | command.ins()) == SELECT && command.p1() == 0x04;
        if (select && isDomain(command.data())) {
            leave();
            return bytes(domain.selected());
        }
        Optional<SimulatedApplet> wanted = select ? named(command.data()) : Optional.empty();
        if (wanted.isPresent()) {
            return select(wanted.get(), apdu);
        }
        if (selected.isPresent()) {
            return chip(selected.get()).transmit(apdu);
        }
        return bytes(select ? BlankAnswer.of(0x6A82) : domain.process(command));
    }

    private static CommandApdu parse(byte[] apdu) {
        int lc = apdu.length > 5 ? apdu[4] & 0xFF : 0;
        byte[] data = Arrays.copyOfRange(apdu, lc == 0 ? 0 : 5, lc == 0 ? 0 : 5 + lc);
        return new CommandApdu(apdu[0] & 0xFF, apdu[1] & 0xFF, apdu[2] & 0xFF, apdu[3] & 0xFF, data, true);
    }

    /** No AID, or the beginning of the domain's (GPC 2.3.1 section 6.4.1.1). */
    private static boolean isDomain(byte[] name) {
        byte[] own = Aid.ISSUER_DOMAIN.value().toArray();
        return name.length == 0
                || (name.length >= 5
                        && name.length <= own.length
                        && Arrays.equals(name, Arrays.copyOf(own, name.length)));
    }

    private Optional<SimulatedApplet> named(byte[] name) {
        return Arrays.stream(SimulatedApplet.values())
                .filter(applet -> Arrays.equals(applet.aid(), name) && memory.isInstalled(applet))
                .findFirst();
    }

    private byte[] select(SimulatedApplet applet, byte[] apdu) throws IOException {
        if (memory.lifeCycle() == CardLifeCycle.CARD_LOCKED) {
            return bytes(BlankAnswer.of(0x6A81));
        }
        if (!selected.equals(Optional.of(applet))) {
            leave();
            chip(applet).start();
            selected = Optional.of(applet);
        }
        return chip(applet).transmit(apdu);
    }

    private AppletCard chip(SimulatedApplet applet) {
        return Objects.requireNonNull(applets.get(applet));
    }

    private void leave() {
        domain.begin();
        selected.map(this::chip).ifPresent(AppletCard::powerOff);
        selected = Optional.empty();
    }

    private boolean install(SimulatedApplet applet, byte[] parameters) {
        return chip(applet).install(parameters);
    }

    private static byte[] bytes(ResponseApdu answer) {
        Bytes sw = Bytes.of(new byte[] {(byte) (answer.sw() >> 8), (byte) answer.sw()});
        return Bytes.concat(Bytes.of(answer.data()), sw).toArray();
    }
}
