package org.keyrack.reader.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.keyrack.card.Aid;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.Scp03Option;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * The issuer security domain of a blank card (GPC 2.3.1 chapter 11): what is asked without keys, and card content
 * management inside a secure channel alone.
 */
final class BlankDomain {
    private static final int INITIALIZE_UPDATE = 0x8050;
    private static final int EXTERNAL_AUTHENTICATE = 0x8482;
    private static final int GET_DATA = 0xCA;
    private static final int GET_STATUS = 0xF2;
    private static final int SET_STATUS = 0xF0;
    private static final int INSTALL = 0xE6;
    private static final int LOAD = 0xE8;
    private static final int DELETE = 0xE4;
    private static final int PUT_KEY = 0xD8;
    private static final int SELECTABLE = 0x07;
    private static final int LOADED = 0x01;

    private final BlankMemory memory;
    private final BlankChannel channel;
    private final BlankLoading loading;
    private final BlankKeys keys;
    private final Scp03Option option;
    private final BiFunction<SimulatedApplet, byte[], Boolean> installer;

    /** @param installer makes the instance of an applet of this tree with the parameters of C9; false: it refuses them */
    BlankDomain(BlankMemory memory, Scp03Option option, BiFunction<SimulatedApplet, byte[], Boolean> installer) {
        this(memory, option, false, installer);
    }

    /**
     * @param keepsMakers whether its maker's keys stay beside those that PUT KEY adds
     * @param installer makes the instance of an applet of this tree with the parameters of C9; false: it refuses them
     */
    BlankDomain(
            BlankMemory memory,
            Scp03Option option,
            boolean keepsMakers,
            BiFunction<SimulatedApplet, byte[], Boolean> installer) {
        this.memory = memory;
        this.option = option;
        this.installer = installer;
        channel = new BlankChannel(memory, option);
        loading = new BlankLoading(memory);
        keys = new BlankKeys(memory, channel, keepsMakers);
    }

    /** SELECT, or power has come: what only a session may hold is over. */
    void begin() {
        channel.close();
        loading.abandon();
    }

    /** File control information (section 11.9.3.1); CARD_LOCKED is a warning. */
    ResponseApdu selected() {
        begin();
        Bytes name = tlv(0x84, Aid.ISSUER_DOMAIN.value());
        Bytes answer = tlv(0x6F, Bytes.concat(name, Bytes.ofHex("A5049F6501FF")));
        return new ResponseApdu(answer.toArray(), memory.lifeCycle() == CardLifeCycle.CARD_LOCKED ? 0x6283 : 0x9000);
    }

    ResponseApdu process(CommandApdu command) {
        switch (command.cla() << 8 | command.ins()) {
            case INITIALIZE_UPDATE -> {
                return channel.initializeUpdate(command);
            }
            case EXTERNAL_AUTHENTICATE -> {
                return channel.externalAuthenticate(command);
            }
            default -> {
                boolean secured = (command.cla() & BlankChannel.SECURE_MESSAGING) != 0;
                return secured ? secured(command) : plain(command);
            }
        }
    }

    private ResponseApdu plain(CommandApdu command) {
        if (channel.isOpen()) {
            channel.close();
            return BlankAnswer.of(0x6982);
        }
        if (command.ins() == GET_DATA) {
            return getData(command);
        }
        return BlankAnswer.of(isManagement(command.ins()) ? 0x6982 : 0x6D00);
    }

    private static boolean isManagement(int ins) {
        return Stream.of(GET_STATUS, SET_STATUS, INSTALL, LOAD, DELETE, PUT_KEY).anyMatch(known -> known == ins);
    }

    private ResponseApdu secured(CommandApdu command) {
        if (!channel.isOpen()) {
            return BlankAnswer.of(0x6982);
        }
        Optional<CommandApdu> opened = channel.open(command);
        if (opened.isEmpty()) {
            return BlankAnswer.of(0x6982);
        }
        if (opened.get().ins() != LOAD) {
            // A loading that is left off is over (section 11.6.1).
            loading.abandon();
        }
        return channel.seal(managed(opened.get()));
    }

    private ResponseApdu managed(CommandApdu command) {
        boolean locked = memory.lifeCycle() == CardLifeCycle.CARD_LOCKED;
        return switch (command.ins()) {
            case GET_DATA -> getData(command);
            case GET_STATUS -> getStatus(command);
            case SET_STATUS -> setStatus(command);
            case INSTALL -> locked ? BlankAnswer.of(0x6985) : install(command);
            case LOAD -> locked ? BlankAnswer.of(0x6985) : loading.load(command);
            case DELETE -> locked ? BlankAnswer.of(0x6985) : delete(command);
            case PUT_KEY -> locked ? BlankAnswer.of(0x6985) : keys.put(command);
            default -> BlankAnswer.of(0x6D00);
        };
    }

    private ResponseApdu getData(CommandApdu command) {
        return switch (command.p1() << 8 | command.p2()) {
            case 0x0066 -> BlankAnswer.of(recognition());
            case 0x00E0 -> BlankAnswer.of(keys.information());
            default -> BlankAnswer.of(0x6A88);
        };
    }

    /** Card recognition data (Annex H.2): GlobalPlatform 2.3, SCP03 with its parameter. */
    private Bytes recognition() {
        Bytes recognition = Bytes.ofHex("06072A864886FC6B01");
        Bytes version = tlv(0x60, Bytes.ofHex("060A2A864886FC6B02020301"));
        Bytes scheme = tlv(0x63, Bytes.ofHex("06072A864886FC6B03"));
        Bytes protocol = tlv(
                0x64,
                tlv(
                        0x06,
                        new WireWriter()
                                .bytes(Bytes.ofHex("2A864886FC6B0403"))
                                .u8(option.i())
                                .toBytes()));
        return tlv(0x66, tlv(0x73, Bytes.concat(recognition, version, scheme, protocol)));
    }

    /** GET STATUS in the TLV form, of everything (search criterion 4F without value). */
    private ResponseApdu getStatus(CommandApdu command) {
        if ((command.p2() & 0x02) == 0) {
            return BlankAnswer.of(0x6A86);
        }
        List<Bytes> entries = new ArrayList<>();
        switch (command.p1()) {
            case 0x80 -> entries.add(entry(Aid.ISSUER_DOMAIN, memory.lifeCycle().code(), Bytes.EMPTY));
            case 0x40 -> installed().forEach(applet -> entries.add(entry(aid(applet), SELECTABLE, Bytes.EMPTY)));
            case 0x20, 0x10 ->
                memory.loadFile()
                        .ifPresent(file -> entries.add(entry(file.aid(), LOADED, more(file, command.p1() == 0x10))));
            default -> {
                return BlankAnswer.of(0x6A86);
            }
        }
        return entries.isEmpty() ? BlankAnswer.of(0x6A88) : BlankAnswer.of(Bytes.concat(entries.toArray(Bytes[]::new)));
    }

    private static Bytes more(BlankLoadFile file, boolean withModules) {
        Bytes version =
                tlv(0xCE, new WireWriter().u8(file.major()).u8(file.minor()).toBytes());
        List<Bytes> all = new ArrayList<>(List.of(version));
        if (withModules) {
            file.modules().forEach(module -> all.add(tlv(0x84, module.value())));
        }
        return Bytes.concat(all.toArray(Bytes[]::new));
    }

    private static Bytes entry(Aid aid, int state, Bytes more) {
        Bytes life = new WireWriter().u16(0x9F70).u8(1).u8(state).toBytes();
        return tlv(0xE3, Bytes.concat(tlv(0x4F, aid.value()), life, more));
    }

    private List<SimulatedApplet> installed() {
        return Arrays.stream(SimulatedApplet.values())
                .filter(memory::isInstalled)
                .toList();
    }

    private static Aid aid(SimulatedApplet applet) {
        return new Aid(Bytes.of(applet.aid()));
    }

    private static Optional<SimulatedApplet> applet(Aid aid) {
        return Arrays.stream(SimulatedApplet.values())
                .filter(applet -> aid(applet).equals(aid))
                .findFirst();
    }

    private ResponseApdu setStatus(CommandApdu command) {
        CardLifeCycle now = memory.lifeCycle();
        Optional<CardLifeCycle> wanted = CardLifeCycle.of(command.p2());
        if (command.p1() != 0x80 || wanted.isEmpty()) {
            return BlankAnswer.of(0x6A86);
        }
        // Forwards, and from CARD_LOCKED back to SECURED (section 5.1.1).
        boolean unlocks = now == CardLifeCycle.CARD_LOCKED && wanted.get() == CardLifeCycle.SECURED;
        boolean next = wanted.get() == after(now) || wanted.get() == CardLifeCycle.TERMINATED;
        if (!next && !unlocks) {
            return BlankAnswer.of(0x6985);
        }
        memory.setLifeCycle(wanted.get());
        return BlankAnswer.of(0x9000);
    }

    private static CardLifeCycle after(CardLifeCycle state) {
        return switch (state) {
            case OP_READY -> CardLifeCycle.INITIALIZED;
            case INITIALIZED -> CardLifeCycle.SECURED;
            case SECURED -> CardLifeCycle.CARD_LOCKED;
            case CARD_LOCKED, TERMINATED -> CardLifeCycle.TERMINATED;
        };
    }

    private ResponseApdu install(CommandApdu command) {
        return switch (command.p1()) {
            case 0x02 -> loading.announce(command);
            case 0x0C -> make(command);
            default -> BlankAnswer.of(0x6A86);
        };
    }

    /** INSTALL [for install and make selectable] (section 11.5.2.3.2). */
    private ResponseApdu make(CommandApdu command) {
        try {
            WireReader reader = new WireReader("INSTALL [for install]", Bytes.of(command.data()));
            Aid file = new Aid(reader.bytes(reader.u8()));
            Aid module = new Aid(reader.bytes(reader.u8()));
            Bytes instance = reader.bytes(reader.u8());
            reader.bytes(reader.u8());
            Bytes parameters = reader.bytes(reader.u8());
            reader.bytes(reader.u8());
            reader.end();
            WireReader specific = new WireReader("The install parameters", parameters);
            specific.expect(0xC9, "tag");
            byte[] application = specific.bytes(specific.u8()).toArray();
            boolean loaded = memory.loadFile()
                    .filter(each -> each.aid().equals(file) && each.modules().contains(module))
                    .isPresent();
            Optional<SimulatedApplet> applet = applet(module).filter(found -> loaded);
            if (applet.isEmpty()) {
                return BlankAnswer.of(0x6A88);
            }
            if (!instance.equals(module.value()) || memory.isInstalled(applet.get())) {
                return BlankAnswer.of(0x6A80);
            }
            memory.wipe(applet.get());
            if (!installer.apply(applet.get(), application)) {
                memory.wipe(applet.get());
                return BlankAnswer.of(0x6A80);
            }
            memory.setInstalled(applet.get());
            return BlankAnswer.DONE;
        } catch (ProtocolFailure | IllegalArgumentException malformed) {
            return BlankAnswer.of(0x6A80);
        }
    }

    private ResponseApdu delete(CommandApdu command) {
        Bytes data = Bytes.of(command.data());
        if (data.length() == 3 && data.at(0) == 0xD2) {
            return keys.delete(data.at(2));
        }
        if (data.length() < 7 || data.length() > 18 || data.at(0) != 0x4F || data.at(1) != data.length() - 2) {
            return BlankAnswer.of(0x6A80);
        }
        Aid aid = new Aid(data.slice(2, data.length()));
        if (memory.loadFile().filter(file -> file.aid().equals(aid)).isPresent()) {
            if (!installed().isEmpty() && command.p2() != 0x80) {
                return BlankAnswer.of(0x6985);
            }
            installed().forEach(memory::delete);
            memory.deleteLoadFile();
            return BlankAnswer.DONE;
        }
        Optional<SimulatedApplet> applet = applet(aid).filter(memory::isInstalled);
        applet.ifPresent(memory::delete);
        return applet.isPresent() ? BlankAnswer.DONE : BlankAnswer.of(0x6A88);
    }

    private static Bytes tlv(int tag, Bytes value) {
        WireWriter out = new WireWriter().u8(tag);
        return (value.length() < 0x80 ? out : out.u8(0x81))
                .u8(value.length())
                .bytes(value)
                .toBytes();
    }
}
