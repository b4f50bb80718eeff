package org.keyrack.token;

import static org.keyrack.token.FailedCheckException.require;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.protocol.crypto.DownloadInputs;
import org.keyrack.token.Vault.Download;

/** The AS side of the method over a vault, with the checks of protocol.md in their order. One thread at a time. */
public final class KeptAs implements AutoCloseable {
    private static final long LAST_CTR = 0xFFFFFFFFL;
    private static final int WRONG_PROOFS = 16;
    private static final int RANDOM = 16;
    /** Whom the rehearsal is for; no module bears it. */
    private static final SerialNumber NOBODY = SerialNumber.parse("0000000000000000");

    private static final byte[] LABEL = "KR1-ASF".getBytes(StandardCharsets.US_ASCII);

    private final AsFile file;
    private final Description description;
    private final Vault vault;
    private final CounterFile counters;
    private boolean open;
    private int wrongProofs;

    private KeptAs(AsFile file, Vault vault) {
        this.file = file;
        this.description = file.description();
        this.vault = vault;
        this.counters = new CounterFile(
                AsFile.counters(file.path()),
                description.identity().asId(),
                description.keys().size());
    }

    /** The AS of a file, closed: it tells what is public. */
    public static KeptAs of(AsFile file) throws TroubleException {
        return over(
                file,
                file.description().token().isPresent()
                        ? TokenVault.of(file.description())
                        : new HostVault(AsFile.keystore(file.path()), file.description()));
    }

    /** The same over a vault, which is closed when this fails. */
    static KeptAs over(AsFile file, Vault vault) throws TroubleException {
        KeptAs as = new KeptAs(file, vault);
        try {
            as.counters.look();
        } catch (TroubleException e) {
            vault.close();
            throw e;
        }
        return as;
    }

    static byte[] covered(Description description) {
        return Bytes.concat(Bytes.of(LABEL), Bytes.of(description.bytes())).toArray();
    }

    /**
     * Opens it for exports; what its file says is believed from here on.
     *
     * @param pin UTF-8; wiped by this call, whatever happens
     */
    public void open(byte[] pin) throws TroubleException, WrongPin {
        open = false;
        try {
            vault.open(pin);
        } finally {
            // Before anything else is made: garbage collection would leave a copy of it behind.
            Arrays.fill(pin, (byte) 0);
        }
        byte[] mac = vault.mac(covered(description));
        if (!MessageDigest.isEqual(mac, file.mac().toArray())) {
            throw new TroubleException(Trouble.FILE_ALTERED, file.path().toString());
        }
        counters.open(vault);
        try {
            rehearse();
        } catch (TroubleException trouble) {
            counters.close();
            throw trouble;
        }
        wrongProofs = 0;
        open = true;
    }

    /**
     * Seals each key once for nobody and throws it away: what the vault cannot deliver is told now and not in the middle of a
     * batch, and the first module waits no longer than the others (0.26 s less). Nothing is counted.
     */
    private void rehearse() throws TroubleException {
        for (KeyDirectoryEntry key : description.keys()) {
            Optional<TransportKeySlot> slot = description.identity().slots().stream()
                    .filter(each -> !key.barredSlots().contains(each.slot()))
                    .findFirst();
            if (slot.isPresent()) {
                rehearse(key, slot.get());
            }
        }
    }

    private void rehearse(KeyDirectoryEntry key, TransportKeySlot slot) throws TroubleException {
        DownloadInputs inputs = new DownloadInputs(slot.suite(), slot.tVersion(), NOBODY, Bytes.zero(RANDOM));
        try (Download download = vault.download(slot, inputs)) {
            download.proof();
            download.seal(key.header(slot.suite(), slot.tVersion(), key.transport() ? 0 : 1, 0), key);
        }
    }

    /** What GET DATA 0101 answers. */
    public AsIdentity identity() throws TroubleException {
        AsIdentity at = description.identity();
        int tries = vault.triesLeft();
        return new AsIdentity(at.asId(), at.label(), at.state(), tries, 0, 0, at.acts(), counters.ctr(), at.slots());
    }

    /** What GET DATA 0102 answers. */
    public List<KeyDirectoryEntry> keys() {
        List<KeyDirectoryEntry> keys = new ArrayList<>();
        for (int i = 0; i < description.keys().size(); i++) {
            keys.add(description.keys().get(i).withExportsLeft(counters.left(i)));
        }
        return keys;
    }

    public Description description() {
        return description;
    }

    /** EXPORTKEY. */
    public ExportedKey export(ExportKey command) throws FailedCheckException, TroubleException {
        require(open, 0x6982);
        require(description.identity().state() == LifeCycleState.OPERATIONAL, 0x6985);
        TransportKeySlot slot = slot(command.slot(), command.suite());
        OptionalInt place = place(command.ref1());
        require(place.isPresent(), 0x6A88);
        int key = place.getAsInt();
        KeyDirectoryEntry entry = description.keys().get(key);
        require(entry.transport() == (command.ref2() == 0), 0x6A80);
        boolean limited = entry.exportsLeft() != KeyDirectoryEntry.NO_LIMIT;
        require(
                !entry.barredSlots().contains(command.slot())
                        && (!limited || counters.left(key) > 0)
                        && counters.ctr() < LAST_CTR,
                0x6986);
        DownloadInputs inputs = new DownloadInputs(slot.suite(), slot.tVersion(), command.sn(), command.r());
        try (Download download = vault.download(slot, inputs)) {
            requireProof(same(download.proof(), command.p()));
            counters.spend(key, limited, vault);
            return download.seal(entry.header(slot.suite(), slot.tVersion(), command.ref2(), counters.ctr()), entry);
        } catch (TroubleException trouble) {
            // The counters may be ahead of the file, or a session half way: it is opened anew.
            open = false;
            counters.close();
            throw trouble;
        }
    }

    private void requireProof(boolean right) throws FailedCheckException {
        if (!right) {
            wrongProofs++;
            if (wrongProofs >= WRONG_PROOFS) {
                open = false;
            }
            throw new FailedCheckException(0x6300);
        }
    }

    /** VERIFYRECEIPT. */
    public void verify(VerifyReceipt command) throws FailedCheckException, TroubleException {
        require(open, 0x6982);
        require(description.identity().state() == LifeCycleState.OPERATIONAL, 0x6985);
        TransportKeySlot slot = slot(command.slot(), command.suite());
        Header header = command.header();
        require(header.suite() == slot.suite() && header.tVersion() == slot.tVersion(), 0x6A88);
        DownloadInputs inputs = new DownloadInputs(slot.suite(), slot.tVersion(), command.sn(), command.r());
        try (Download download = vault.download(slot, inputs)) {
            require(same(download.receipt(header, command.sas()), command.receipt()), 0x6300);
        }
    }

    private TransportKeySlot slot(int number, Suite suite) throws FailedCheckException {
        Optional<TransportKeySlot> slot = description.identity().slots().stream()
                .filter(each -> each.slot() == number && each.suite() == suite)
                .findFirst();
        require(slot.isPresent(), 0x6A88);
        return slot.orElseThrow();
    }

    private OptionalInt place(int ref1) {
        for (int i = 0; i < description.keys().size(); i++) {
            if (description.keys().get(i).ref1() == ref1) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    @Override
    public void close() {
        open = false;
        counters.close();
        vault.close();
    }
}
