package org.keyrack.token;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.DownloadInputs;
import org.keyrack.protocol.crypto.OperationKey;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * Keys in a PKCS#12 keystore of this computer, encrypted under a passphrase: in the memory of this process from the passphrase
 * until it is closed. Written once, when the AS is made.
 */
final class HostVault implements Vault {
    static final String COUNTERS = "counters";

    private static final int TRIES = 3;
    private static final int LARGEST = 1 << 20;

    private final Path keystore;
    private final Description description;
    private final Map<String, SecretKeyBytes> keys = new TreeMap<>();

    HostVault(Path keystore, Description description) {
        this.keystore = keystore;
        this.description = description;
    }

    static String transportKey(int slot) {
        return "t" + slot;
    }

    static String applicationKey(int ref1) {
        return "ta" + ref1;
    }

    /**
     * Writes a new keystore and keeps its keys.
     *
     * @param secrets taken over, by their names
     */
    static HostVault create(Path keystore, Description description, Map<String, SecretKeyBytes> secrets, byte[] pin)
            throws TroubleException {
        char[] passphrase = characters(pin);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, passphrase);
            for (Map.Entry<String, SecretKeyBytes> secret : secrets.entrySet()) {
                byte[] value = secret.getValue().toArray();
                try {
                    store.setKeyEntry(secret.getKey(), new SecretKeySpec(value, "AES"), passphrase, null);
                } finally {
                    Arrays.fill(value, (byte) 0);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            AsFile.writeNew(keystore, out.toByteArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new TroubleException(Trouble.FILE_UNWRITTEN, keystore.toString(), e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        HostVault vault = new HostVault(keystore, description);
        vault.keys.putAll(secrets);
        return vault;
    }

    private static char[] characters(byte[] pin) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(pin));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }

    @Override
    public int triesLeft() {
        return TRIES;
    }

    @Override
    public void open(byte[] pin) throws TroubleException, WrongPin {
        wipe();
        char[] passphrase = characters(pin);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(InputFile.read(keystore, LARGEST)), passphrase);
            for (TransportKeySlot slot : description.identity().slots()) {
                load(store, transportKey(slot.slot()), passphrase);
            }
            for (KeyDirectoryEntry key : description.keys()) {
                load(store, applicationKey(key.ref1()), passphrase);
            }
            load(store, COUNTERS, passphrase);
        } catch (InputFileException e) {
            throw new TroubleException(Trouble.FILE_MISSING, keystore.toString(), e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                WrongPin wrong = new WrongPin(TRIES);
                wrong.initCause(e);
                throw wrong;
            }
            throw new TroubleException(Trouble.FILE_FORM, keystore.toString(), e);
        } catch (GeneralSecurityException e) {
            throw new TroubleException(Trouble.FILE_FORM, keystore.toString(), e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private void load(KeyStore store, String name, char[] passphrase)
            throws GeneralSecurityException, TroubleException {
        Key key = store.getKey(name, passphrase);
        if (key == null) {
            throw new TroubleException(Trouble.KEY_MISSING, keystore + ", " + name);
        }
        keys.put(name, SecretKeyBytes.taking(key.getEncoded()));
    }

    @Override
    public byte[] mac(byte[] data) {
        return Cmac.of(key(COUNTERS), Bytes.of(data)).toArray();
    }

    @Override
    public Download download(TransportKeySlot slot, DownloadInputs inputs) {
        SecretKeyBytes t = key(transportKey(slot.slot()));
        return new HostDownload(OperationKey.under(t, inputs), key -> {
            SecretKeyBytes ta = key(applicationKey(key.ref1()));
            return key.diversify() ? Diversification.of(ta, inputs.sn(), key.appId()) : ta.copy();
        });
    }

    private SecretKeyBytes key(String name) {
        SecretKeyBytes key = keys.get(name);
        if (key == null) {
            throw new IllegalStateException("The passphrase has not been entered");
        }
        return key;
    }

    private void wipe() {
        keys.values().forEach(SecretKeyBytes::close);
        keys.clear();
    }

    @Override
    public void close() {
        wipe();
    }
}
