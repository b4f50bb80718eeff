package org.keyrack.token;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.AesCbc;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.DownloadInputs;
import org.keyrack.protocol.crypto.OperationKey;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.pkcs11.Attributes;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.CryptokiSession;
import org.keyrack.token.pkcs11.Mechanism;

/**
 * Keys in a token. When the token derives keys by itself, T1 and every session key are its objects; else T1 comes out of it as a
 * MAC under T, and the session keys are in this process for one export.
 */
final class TokenVault implements Vault {
    private static final int BLOCK = 16;
    private static final Mechanism CMAC = Mechanism.of(Mechanism.AES_CMAC);
    private static final Mechanism ECB = Mechanism.of(Mechanism.AES_ECB);

    private final OpenToken token;
    private final Description description;
    private final TokenObjects objects;
    private final Map<Integer, Long> transportKeys = new HashMap<>();
    private final Map<Integer, Long> applicationKeys = new HashMap<>();
    private @Nullable CryptokiSession opened;
    private long counterKey;

    private TokenVault(OpenToken token, Description description) {
        this.token = token;
        this.description = description;
        this.objects = new TokenObjects(description.identity().asId());
    }

    /** Loads the library of a description and finds its token. */
    static TokenVault of(Description description) throws TroubleException {
        TokenAddress address = description.token().orElseThrow();
        OpenToken found = OpenToken.find(
                address,
                token -> token.label().equals(address.label()) && token.serial().equals(address.serial()));
        return new TokenVault(found, description);
    }

    /** Over a token that is found already. */
    static TokenVault over(OpenToken token, Description description) {
        return new TokenVault(token, description);
    }

    @Override
    public int triesLeft() throws TroubleException {
        return token.triesLeft();
    }

    @Override
    public void open(byte[] pin) throws TroubleException, WrongPin {
        opened = token.login(pin);
        try {
            for (TransportKeySlot slot : description.identity().slots()) {
                transportKeys.put(slot.slot(), held(objects.transportKey(slot.slot()), false));
            }
            for (KeyDirectoryEntry key : description.keys()) {
                applicationKeys.put(key.ref1(), held(objects.applicationKey(key.ref1()), !key.diversify()));
            }
            counterKey = held(objects.counterKey(), false);
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    /** A copy in the session, where the token has one: some read a lasting key from their disk at every use. */
    private long held(TokenObjects.Name name, boolean extractable) throws CryptokiFailure, TroubleException {
        long key = TokenObjects.require(session(), name, extractable);
        try {
            return session().copy(key, new Attributes().flag(Attributes.TOKEN, false));
        } catch (CryptokiFailure noCopies) {
            return key;
        }
    }

    @Override
    public byte[] mac(byte[] data) throws TroubleException {
        try {
            return session().sign(counterKey, CMAC, data);
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    @Override
    public Download download(TransportKeySlot slot, DownloadInputs inputs) throws TroubleException {
        long t = held(transportKeys, slot.slot());
        try {
            if (description.derives()) {
                return TokenDownload.begin(this, t, inputs);
            }
            return new HostDownload(OperationKey.taking(byMac(t, inputs), inputs), key -> delivered(key, inputs));
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    private static long held(Map<Integer, Long> keys, int number) {
        Long key = keys.get(number);
        if (key == null) {
            throw new IllegalStateException("The token has not been opened");
        }
        return key;
    }

    /** T1 as what it is: one or two blocks of CMAC under T. */
    private SecretKeyBytes byMac(long t, DownloadInputs inputs) throws CryptokiFailure {
        byte[] fixed = inputs.operationKey();
        byte[] input = new byte[fixed.length + 1];
        System.arraycopy(fixed, 0, input, 1, fixed.length);
        byte[] t1 = new byte[inputs.suite().keyLength()];
        for (int block = 0; block < t1.length / BLOCK; block++) {
            input[0] = (byte) (block + 1);
            byte[] mac = session().sign(t, CMAC, input);
            System.arraycopy(mac, 0, t1, BLOCK * block, BLOCK);
            Arrays.fill(mac, (byte) 0);
        }
        return SecretKeyBytes.taking(t1);
    }

    private SecretKeyBytes delivered(KeyDirectoryEntry key, DownloadInputs inputs) throws TroubleException {
        try {
            if (!key.diversify()) {
                return unwrapped(held(applicationKeys, key.ref1()));
            }
            byte[] last = lastBlocks(key, inputs);
            try {
                return SecretKeyBytes.taking(session().encrypt(held(applicationKeys, key.ref1()), ECB, last));
            } finally {
                Arrays.fill(last, (byte) 0);
            }
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    byte[] lastBlocks(KeyDirectoryEntry key, DownloadInputs inputs) throws CryptokiFailure {
        long master = held(applicationKeys, key.ref1());
        return Diversification.lastBlocks(
                blocks -> session().encrypt(master, ECB, blocks),
                inputs.sn(),
                key.appId(),
                key.keyType().length());
    }

    /** A key that may leave: it does so under a key of this process. */
    private SecretKeyBytes unwrapped(long key) throws CryptokiFailure {
        try (SecretKeyBytes under = SecretKeyBytes.taking(session().random(2 * BLOCK))) {
            byte[] value = under.toArray();
            Attributes attributes = TokenObjects.session(false)
                    .flag(Attributes.WRAP, true)
                    .flag(Attributes.ENCRYPT, true)
                    .bytes(Attributes.VALUE, value);
            Arrays.fill(value, (byte) 0);
            long wrapping;
            try {
                wrapping = session().create(attributes);
            } finally {
                attributes.wipe();
            }
            try {
                byte[] wrapped = session().wrap(Mechanism.cbc(new byte[BLOCK]), wrapping, key);
                return AesCbc.decrypt(under, Bytes.of(wrapped));
            } finally {
                session().destroy(wrapping);
            }
        }
    }

    CryptokiSession session() {
        if (opened == null) {
            throw new IllegalStateException("The PIN of the token has not been entered");
        }
        return opened;
    }

    long applicationKey(int ref1) {
        return held(applicationKeys, ref1);
    }

    @Override
    public void close() {
        token.close();
    }
}
