package org.keyrack.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * Card content management by the issuer security domain, inside a secure channel (GPC 2.3.1 chapter 11). Every status
 * word but 9000 is a {@link StatusWordFailure}. One thread at a time.
 */
public final class CardContents implements AutoCloseable {
    private static final int MORE = 0x6310;
    private static final int NONE = 0x6A88;
    private static final int LAST_BLOCK = 0x80;
    private static final int MOST_BLOCKS = 256;
    private static final int LOAD_FILE_DATA = 0xC4;
    private static final int APPLICATION_PARAMETERS = 0xC9;
    private static final int AID = 0x4F;
    private static final int KEY_VERSION = 0xD2;
    private static final int AES = 0x88;
    private static final int FIRST_OF_SEVERAL = 0x81;

    private final SecureChannel channel;
    private final Aid domain;

    CardContents(SecureChannel channel, Aid domain) {
        this.channel = channel;
        this.domain = domain;
    }

    /** What tells the card from others of its issuer, as far as its maker does: its key diversification data, 10 bytes. */
    public Bytes diversification() {
        return channel.diversification();
    }

    /** Version number of the key set that opened the session. */
    public int keyVersion() {
        return channel.keyVersion();
    }

    public SecurityLevel level() {
        return channel.level();
    }

    /** The card's life-cycle state. */
    public CardLifeCycle lifeCycle() throws CardFailure {
        List<RegistryEntry> entries = status(0x80);
        return entries.stream()
                .findFirst()
                .flatMap(entry -> CardLifeCycle.of(entry.state()))
                .orElseThrow(() -> new ProtocolFailure("The card does not say in which life-cycle state it is"));
    }

    /** Applications that are installed, the issuer security domain not among them. */
    public List<RegistryEntry> applications() throws CardFailure {
        return status(0x40);
    }

    /** Load files, with their modules when the card tells them. */
    public List<RegistryEntry> loadFiles() throws CardFailure {
        try {
            return status(0x10);
        } catch (StatusWordFailure unknown) {
            return status(0x20);
        }
    }

    private List<RegistryEntry> status(int what) throws CardFailure {
        List<RegistryEntry> entries = new ArrayList<>();
        int next = 0;
        while (true) {
            ResponseApdu answer =
                    channel.transmit(new CommandApdu(0x80, 0xF2, what, 0x02 | next, new byte[] {AID, 0}, true));
            if (answer.sw() == NONE && next == 0) {
                return List.of();
            }
            if (!answer.isSuccess() && answer.sw() != MORE) {
                throw new StatusWordFailure("GET STATUS", answer.sw());
            }
            List<RegistryEntry> read = RegistryEntry.decode(Bytes.of(answer.data()));
            entries.addAll(read);
            if (answer.isSuccess()) {
                return List.copyOf(entries);
            }
            if (read.isEmpty()) {
                throw new ProtocolFailure("The card promises more entries and sends none");
            }
            next = 1;
        }
    }

    /** How many LOAD commands a file takes in this session. */
    public int blocks(CapFile file) {
        return (loadFile(file).length() + channel.capacity() - 1) / channel.capacity();
    }

    private static Bytes loadFile(CapFile file) {
        return Tlv.of(LOAD_FILE_DATA, file.loadFile());
    }

    /**
     * INSTALL [for load] with the hash of the file, then its blocks in order. When it fails in between, the card has
     * nothing of it.
     *
     * @param progress told the number of blocks that the card has taken, from 1
     */
    public void load(CapFile file, IntConsumer progress) throws CardFailure {
        Bytes whole = loadFile(file);
        int blocks = blocks(file);
        if (blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException("A load file has at most 256 blocks, this one " + blocks);
        }
        send(
                "INSTALL [for load]",
                0xE6,
                0x02,
                0,
                lengthAndValue(file.packageAid().value())
                        .bytes(lengthAndValue(domain.value()).toBytes())
                        .bytes(lengthAndValue(file.hash()).toBytes())
                        .u8(0)
                        .u8(0)
                        .toBytes()
                        .toArray());
        for (int i = 0; i < blocks; i++) {
            int from = i * channel.capacity();
            Bytes block = whole.slice(from, Math.min(whole.length(), from + channel.capacity()));
            send("LOAD", 0xE8, i == blocks - 1 ? LAST_BLOCK : 0, i, block.toArray());
            progress.accept(i + 1);
        }
    }

    /**
     * INSTALL [for install and make selectable].
     *
     * @param file AID of the load file
     * @param applet AID of the applet in it; the instance takes the same
     * @param parameters what the applet's install method is given (tag C9), wiped before this returns; may be empty
     * @throws IllegalStateException for parameters that would not be encrypted
     */
    public void install(Aid file, Aid applet, SecretKeyBytes parameters) throws CardFailure {
        if (parameters.length() > 0 && !channel.level().encryptsCommands()) {
            throw new IllegalStateException("A secret never goes over a channel that does not encrypt");
        }
        byte[] plain = parameters.toArray();
        parameters.close();
        byte[] head = lengthAndValue(file.value())
                .bytes(lengthAndValue(applet.value()).toBytes())
                .bytes(lengthAndValue(applet.value()).toBytes())
                .u8(1)
                .u8(0)
                .u8(2 + plain.length)
                .u8(APPLICATION_PARAMETERS)
                .u8(plain.length)
                .toBytes()
                .toArray();
        byte[] data = Arrays.copyOf(head, head.length + plain.length + 1);
        System.arraycopy(plain, 0, data, head.length, plain.length);
        Arrays.fill(plain, (byte) 0);
        send("INSTALL [for install]", 0xE6, 0x0C, 0, data);
    }

    /** DELETE: an application, or a load file with all that was installed from it. */
    public void delete(Aid aid, boolean withRelated) throws CardFailure {
        send("DELETE", 0xE4, 0, withRelated ? 0x80 : 0, Tlv.of(AID, aid.value()).toArray());
    }

    /** DELETE [key] (GPC 2.3.1 section 11.2.2.3.2): the key set of a version. */
    void deleteKeys(int version) throws CardFailure {
        Bytes wanted = new WireWriter().u8(version).toBytes();
        send("DELETE", 0xE4, 0, 0, Tlv.of(KEY_VERSION, wanted).toArray());
    }

    /**
     * PUT KEY: adds a key set, or puts it in the place of another in one step.
     *
     * @param keys AES keys with a version number from 01 to 7F; they stay the caller's
     * @param own the key set that opened this session: its DEK encrypts the new keys
     * @param replaced version number of the key set that goes; empty: none goes
     * @throws ProtocolFailure when the card answers other check values than those of the keys that were sent
     */
    public void putKeys(KeySet keys, KeySet own, Optional<Integer> replaced) throws CardFailure {
        if (keys.version() < 1 || keys.version() > KeySet.HIGHEST) {
            throw new IllegalArgumentException("A key set has a version number from 01 to 7F");
        }
        WireWriter data = new WireWriter().u8(keys.version());
        WireWriter expected = new WireWriter().u8(keys.version());
        List<Kcv> checkValues = keys.checkValues();
        for (int i = 0; i < checkValues.size(); i++) {
            SecretKeyBytes key = keys.keys().get(i);
            Bytes encrypted = own.underDek(key);
            data.u8(AES).u8(encrypted.length() + 1).u8(key.length()).bytes(encrypted);
            data.u8(Kcv.LENGTH).kcv(checkValues.get(i));
            expected.kcv(checkValues.get(i));
        }
        Bytes answer = send(
                "PUT KEY",
                0xD8,
                replaced.orElse(0),
                FIRST_OF_SEVERAL,
                data.toBytes().toArray());
        if (!answer.equals(expected.toBytes())) {
            throw new ProtocolFailure("PUT KEY answered other key check values than those of the keys that were sent");
        }
    }

    /**
     * PUT KEY of a key set in the place of the one that opened this session; beside it where that is a maker's default,
     * which most cards then give up by themselves ({@link MakersKeys}).
     *
     * @param fresh stays the caller's
     * @param own the key set that opened this session; it stays the caller's
     * @return version number of the key set that opened this session
     */
    public int replaceKeys(KeySet fresh, KeySet own) throws CardFailure {
        boolean makers = keyVersion() > KeySet.HIGHEST;
        putKeys(fresh, own, makers ? Optional.empty() : Optional.of(keyVersion()));
        return keyVersion();
    }

    /**
     * Takes the card to SECURED, where its issuer gives it out.
     *
     * @return false when it was there already
     */
    public boolean secure() throws CardFailure {
        CardLifeCycle state = lifeCycle();
        if (state == CardLifeCycle.OP_READY) {
            setLifeCycle(CardLifeCycle.INITIALIZED);
        }
        boolean before = state.compareTo(CardLifeCycle.SECURED) < 0;
        if (before) {
            setLifeCycle(CardLifeCycle.SECURED);
        }
        return before;
    }

    /** SET STATUS of the card. */
    public void setLifeCycle(CardLifeCycle state) throws CardFailure {
        send("SET STATUS", 0xF0, 0x80, state.code(), domain.value().toArray());
    }

    private Bytes send(String name, int ins, int p1, int p2, byte[] data) throws CardFailure {
        CommandApdu command = new CommandApdu(0x80, ins, p1, p2, data, true);
        try {
            ResponseApdu answer = channel.transmit(command);
            if (!answer.isSuccess()) {
                throw new StatusWordFailure(name, answer.sw());
            }
            return Bytes.of(answer.data());
        } finally {
            command.wipe();
        }
    }

    private static WireWriter lengthAndValue(Bytes value) {
        return new WireWriter().u8(value.length()).bytes(value);
    }

    /** Overwrites the session keys. */
    @Override
    public void close() {
        channel.close();
    }
}
