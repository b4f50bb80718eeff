package org.keyrack.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.DownloadInputs;
import org.keyrack.protocol.crypto.Receipts;
import org.keyrack.token.pkcs11.Attributes;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.CryptokiSession;
import org.keyrack.token.pkcs11.Mechanism;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A download whose T1, session keys and TA are objects of the token, which gives none of them away. E is TA wrapped under Kenc.
 * SAS is a CMAC over header and TA: wrapping TA under Ksig in CBC mode computes it, when the IV is what the header's block and
 * the subkey make of it; of a key of two blocks the second is wrapped again by itself.
 */
final class TokenDownload implements Vault.Download {
    private static final Logger LOG = LoggerFactory.getLogger(TokenDownload.class);
    private static final int BLOCK = 16;
    private static final int BITS = 128;
    private static final Mechanism CMAC = Mechanism.of(Mechanism.AES_CMAC);
    private static final Mechanism ECB = Mechanism.of(Mechanism.AES_ECB);

    private final TokenVault vault;
    private final CryptokiSession session;
    private final DownloadInputs inputs;
    private final List<Long> open = new ArrayList<>();
    private long t1;

    private TokenDownload(TokenVault vault, DownloadInputs inputs) {
        this.vault = vault;
        this.session = vault.session();
        this.inputs = inputs;
    }

    static TokenDownload begin(TokenVault vault, long t, DownloadInputs inputs) throws CryptokiFailure {
        TokenDownload download = new TokenDownload(vault, inputs);
        Attributes attributes = TokenObjects.session(false)
                .flag(Attributes.DERIVE, true)
                .number(Attributes.VALUE_LEN, inputs.suite().keyLength());
        download.t1 = download.keep(vault.session().derive(Mechanism.counterKdf(inputs.operationKey()), t, attributes));
        return download;
    }

    private long keep(long object) {
        open.add(object);
        return object;
    }

    private void forget(long object) throws CryptokiFailure {
        session.destroy(object);
        open.remove(object);
    }

    private long sessionKey(byte[] fixed, long... uses) throws CryptokiFailure {
        Attributes attributes = TokenObjects.session(false);
        for (long use : uses) {
            attributes.flag(use, true);
        }
        attributes.number(Attributes.VALUE_LEN, inputs.suite().keyLength());
        return keep(session.derive(Mechanism.counterKdf(fixed), t1, attributes));
    }

    @Override
    public Bytes proof() throws TroubleException {
        return mac(inputs.proofKey(), inputs.proven()).slice(0, 8);
    }

    @Override
    public Bytes receipt(Header header, Bytes sas) throws TroubleException {
        return mac(inputs.receiptKey(), inputs.received(header, sas));
    }

    private Bytes mac(byte[] fixed, Bytes data) throws TroubleException {
        try {
            long key = sessionKey(fixed, Attributes.SIGN);
            Bytes mac = Bytes.of(session.sign(key, CMAC, data.toArray()));
            forget(key);
            return mac;
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    @Override
    public ExportedKey seal(Header header, KeyDirectoryEntry key) throws TroubleException {
        try {
            long kenc = sessionKey(inputs.encryptionKey(header.ctr()), Attributes.WRAP, Attributes.ENCRYPT);
            long kmac = sessionKey(inputs.certificateKey(), Attributes.SIGN);
            long ksig = sessionKey(inputs.signatureKey(), Attributes.WRAP, Attributes.ENCRYPT);
            long krct = sessionKey(inputs.receiptKey(), Attributes.SIGN);
            forget(t1);
            Delivered ta = delivered(key);
            Bytes encrypted = Bytes.of(session.wrap(Mechanism.cbc(new byte[BLOCK]), kenc, ta.whole()));
            Bytes sas = signature(ksig, header, ta);
            Bytes cas = Bytes.of(session.sign(
                    kmac,
                    CMAC,
                    inputs.certified(Bytes.concat(header.encode(), encrypted, sas))
                            .toArray()));
            Bytes receipt = Bytes.of(
                    session.sign(krct, CMAC, inputs.received(header, sas).toArray()));
            return new ExportedKey(header, encrypted, sas, cas, Receipts.commitment(receipt));
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    /**
     * TA as it is delivered.
     *
     * @param last its second block as a key by itself, or the whole of a key of one block
     */
    private record Delivered(long whole, long last, boolean two) {}

    private Delivered delivered(KeyDirectoryEntry key) throws CryptokiFailure {
        boolean two = key.keyType().length() > BLOCK;
        long held = vault.applicationKey(key.ref1());
        if (!key.diversify()) {
            return new Delivered(held, two ? keep(session.derive(Mechanism.extract(BITS), held, block())) : held, two);
        }
        byte[] last = vault.lastBlocks(key, inputs);
        try {
            Attributes attributes = TokenObjects.session(true).number(Attributes.VALUE_LEN, last.length);
            long whole = keep(session.derive(Mechanism.encryptData(last), held, attributes));
            return new Delivered(whole, two ? second(held, last) : whole, two);
        } finally {
            Arrays.fill(last, (byte) 0);
        }
    }

    private long second(long master, byte[] last) throws CryptokiFailure {
        byte[] block = Arrays.copyOfRange(last, BLOCK, last.length);
        try {
            return keep(session.derive(Mechanism.encryptData(block), master, block()));
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }

    private static Attributes block() {
        return TokenObjects.session(true).number(Attributes.VALUE_LEN, BLOCK);
    }

    private Bytes signature(long ksig, Header header, Delivered ta) throws CryptokiFailure {
        byte[] blocks = Bytes.concat(header.encode(), Bytes.zero(BLOCK)).toArray();
        byte[] enciphered = session.encrypt(ksig, ECB, blocks);
        byte[] chained = Arrays.copyOf(enciphered, BLOCK);
        byte[] subkey = Cmac.firstSubkey(Arrays.copyOfRange(enciphered, BLOCK, 2 * BLOCK));
        if (ta.two()) {
            chained = Arrays.copyOf(session.wrap(Mechanism.cbc(chained), ksig, ta.whole()), BLOCK);
        }
        for (int i = 0; i < BLOCK; i++) {
            chained[i] ^= subkey[i];
        }
        Arrays.fill(subkey, (byte) 0);
        return Bytes.of(session.wrap(Mechanism.cbc(chained), ksig, ta.last()));
    }

    @Override
    public void close() {
        open.forEach(this::destroyed);
        open.clear();
    }

    private void destroyed(long object) {
        try {
            session.destroy(object);
        } catch (CryptokiFailure gone) {
            LOG.debug("It goes with the session: {}", gone.answer());
        }
    }
}
