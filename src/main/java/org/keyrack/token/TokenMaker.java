package org.keyrack.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.pkcs11.Attributes;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.CryptokiSession;
import org.keyrack.token.pkcs11.Mechanism;
import org.keyrack.token.pkcs11.TokenInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the keys of an AS into a token. What was made is destroyed again when not all of it can be. */
final class TokenMaker {
    private static final Logger LOG = LoggerFactory.getLogger(TokenMaker.class);
    private static final int COUNTER_KEY = 32;
    private static final int BLOCK = 16;

    private final Path file;
    private final Creation creation;
    private final Map<String, SecretKeyBytes> keys;
    private final TokenObjects objects;
    private final Map<String, Kcv> drawn = new TreeMap<>();
    private boolean derives;
    /** Whether what the token has under these names is ours. */
    private boolean begun;

    /** @param keys joined, by their names; the caller wipes them */
    TokenMaker(Path file, Creation creation, Map<String, SecretKeyBytes> keys) {
        this.file = file;
        this.creation = creation;
        this.keys = keys;
        this.objects = new TokenObjects(creation.asId());
    }

    void make(byte[] pin) throws TroubleException, WrongPin {
        TokenAddress address = creation.token().orElseThrow();
        try (OpenToken token = found(address)) {
            TokenInfo info = token.info();
            if (!info.usable()) {
                throw creation.slot().isPresent()
                        ? new TroubleException(Trouble.SLOT_BLANK, String.valueOf(info.slot()))
                        : new TroubleException(Trouble.TOKEN_BLANK, info.label());
            }
            CryptokiSession session = token.login(pin);
            try {
                requireNone(session);
                requireMacs(session);
                derives = TokenTrial.derives(session);
                put(session);
                describe(token, address.named(info.label(), info.serial()), pin);
            } catch (CryptokiFailure e) {
                destroy(session);
                throw TroubleException.of(e);
            } catch (TroubleException e) {
                destroy(session);
                throw e;
            }
        }
    }

    private OpenToken found(TokenAddress address) throws TroubleException {
        try {
            return OpenToken.find(address, this::isMeant);
        } catch (TroubleException missing) {
            if (missing.trouble() == Trouble.TOKEN_MISSING && creation.slot().isPresent()) {
                throw new TroubleException(
                        Trouble.SLOT_EMPTY, String.valueOf(creation.slot().getAsLong()), missing);
            }
            throw missing;
        }
    }

    private boolean isMeant(TokenInfo token) {
        return creation.slot().isPresent()
                ? creation.slot().getAsLong() == token.slot()
                : creation.token().orElseThrow().label().equals(token.label());
    }

    private List<TokenObjects.Name> names() {
        List<TokenObjects.Name> names = new ArrayList<>(List.of(objects.counterKey()));
        creation.slots().forEach(slot -> names.add(objects.transportKey(slot.slot())));
        creation.keys().forEach(key -> names.add(objects.applicationKey(key.ref1())));
        return names;
    }

    private void requireNone(CryptokiSession session) throws CryptokiFailure, TroubleException {
        for (TokenObjects.Name name : names()) {
            if (!TokenObjects.find(session, name).isEmpty()) {
                throw new TroubleException(Trouble.KEY_EXISTS, name.label());
            }
        }
        begun = true;
    }

    private static void requireMacs(CryptokiSession session) throws TroubleException {
        if (!TokenTrial.macs(session)) {
            throw new TroubleException(Trouble.TOKEN_CANNOT, "CKM_AES_CMAC");
        }
    }

    private void put(CryptokiSession session) throws CryptokiFailure {
        for (TransportKeySlot slot : creation.slots()) {
            // With derivation T signs nothing: whoever has the PIN could compute T1 by it.
            Attributes rights = rights(false).flag(derives ? Attributes.DERIVE : Attributes.SIGN, true);
            store(session, objects.transportKey(slot.slot()), rights, AsMaker.joined(keys, Creation.name(slot)));
        }
        for (KeyDirectoryEntry key : creation.keys()) {
            Attributes rights = rights(!key.diversify());
            if (key.diversify()) {
                rights.flag(Attributes.ENCRYPT, true);
            }
            if (derives) {
                rights.flag(Attributes.DERIVE, true);
            }
            SecretKeyBytes value = keys.get(Creation.name(key));
            if (value == null) {
                draw(session, key, rights);
            } else {
                store(session, objects.applicationKey(key.ref1()), rights, value);
            }
        }
        Attributes counters = rights(false).flag(Attributes.SIGN, true).number(Attributes.VALUE_LEN, COUNTER_KEY);
        lasting(session, session.generate(counters), new Attributes(), objects.counterKey());
    }

    private static Attributes rights(boolean extractable) {
        return TokenObjects.session(extractable);
    }

    private void store(CryptokiSession session, TokenObjects.Name name, Attributes rights, SecretKeyBytes key)
            throws CryptokiFailure {
        byte[] value = key.toArray();
        Attributes attributes = rights.bytes(Attributes.VALUE, value);
        Arrays.fill(value, (byte) 0);
        try {
            lasting(session, session.create(attributes), new Attributes(), name);
        } finally {
            attributes.wipe();
        }
    }

    /** Its check value is a MAC, which the lasting key may not compute any more. */
    private void draw(CryptokiSession session, KeyDirectoryEntry key, Attributes rights) throws CryptokiFailure {
        rights.flag(Attributes.SIGN, true)
                .number(Attributes.VALUE_LEN, key.keyType().length());
        long object = session.generate(rights);
        byte[] mac = session.sign(object, Mechanism.of(Mechanism.AES_CMAC), new byte[BLOCK]);
        drawn.put(Creation.name(key), new Kcv(Bytes.of(mac).slice(0, Kcv.LENGTH)));
        lasting(session, object, new Attributes().flag(Attributes.SIGN, false), objects.applicationKey(key.ref1()));
    }

    private void lasting(CryptokiSession session, long object, Attributes but, TokenObjects.Name name)
            throws CryptokiFailure {
        session.copy(object, TokenObjects.lasting(but, name));
        session.destroy(object);
    }

    private void describe(OpenToken token, TokenAddress address, byte[] pin) throws TroubleException, WrongPin {
        Description description = creation.describe(Optional.of(address), derives, drawn);
        TokenVault vault = TokenVault.over(token, description);
        vault.open(pin);
        AsMaker.describe(file, description, vault);
    }

    /** By their names: handles need not outlive a second login. */
    private void destroy(CryptokiSession session) {
        if (!begun) {
            return;
        }
        for (TokenObjects.Name name : names()) {
            try {
                for (long object : TokenObjects.find(session, name)) {
                    session.destroy(object);
                }
            } catch (CryptokiFailure e) {
                LOG.warn("{} stays in the token: {}", name.label(), e.answer());
            }
        }
        for (Path each : List.of(file, AsFile.counters(file))) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException e) {
                LOG.warn("{} stays: {}", each, e.getMessage());
            }
        }
    }
}
