package org.keyrack.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Makes an AS that is no card: keys in their place, then the file that describes it. All of it or nothing. */
public final class AsMaker {
    /** Characters of the shortest passphrase: the keystore can be tried by whoever copies it. */
    private static final int PASSPHRASE = 12;

    private static final int COUNTER_KEY = 32;

    private AsMaker() {}

    /**
     * Makes an AS.
     *
     * @param file what describes it; never written over
     * @param components of the keys that come so, by {@link Creation#name}; the caller wipes them
     * @param pin of the token, or the passphrase of the file, UTF-8; the caller wipes it
     */
    public static void make(Path file, Creation creation, Map<String, List<SecretKeyBytes>> components, byte[] pin)
            throws TroubleException, WrongPin {
        creation.require(components.keySet());
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (!Files.isDirectory(folder)) {
            throw new TroubleException(Trouble.FILE_FOLDER, folder.toString());
        }
        if (!Files.isWritable(folder)) {
            throw new TroubleException(Trouble.FILE_UNWRITTEN, file.toString());
        }
        for (Path each : List.of(file, AsFile.counters(file), AsFile.keystore(file))) {
            if (Files.exists(each)) {
                throw new TroubleException(Trouble.FILE_EXISTS, each.toString());
            }
        }
        Map<String, SecretKeyBytes> keys = new TreeMap<>();
        try {
            for (TransportKeySlot slot : creation.slots()) {
                join(keys, components, Creation.name(slot), slot.suite().keyLength(), slot.kcv());
            }
            for (KeyDirectoryEntry key : creation.keys()) {
                if (components.containsKey(Creation.name(key))) {
                    join(keys, components, Creation.name(key), key.keyType().length(), key.kcv());
                }
            }
            if (creation.token().isPresent()) {
                new TokenMaker(file, creation, keys).make(pin);
            } else {
                onHost(file, creation, keys, pin);
            }
        } finally {
            keys.values().forEach(SecretKeyBytes::close);
        }
    }

    private static void join(
            Map<String, SecretKeyBytes> keys,
            Map<String, List<SecretKeyBytes>> components,
            String name,
            int length,
            Kcv kcv)
            throws TroubleException {
        keys.put(name, Creation.joined(name, components.getOrDefault(name, List.of()), length, kcv));
    }

    private static void onHost(Path file, Creation creation, Map<String, SecretKeyBytes> keys, byte[] passphrase)
            throws TroubleException {
        if (passphrase.length < PASSPHRASE) {
            throw new TroubleException(Trouble.PIN_FORM, String.valueOf(PASSPHRASE));
        }
        Map<String, Kcv> drawn = new TreeMap<>();
        Map<String, SecretKeyBytes> stored = new TreeMap<>();
        for (TransportKeySlot slot : creation.slots()) {
            stored.put(
                    HostVault.transportKey(slot.slot()),
                    joined(keys, Creation.name(slot)).copy());
        }
        for (KeyDirectoryEntry key : creation.keys()) {
            String name = Creation.name(key);
            SecretKeyBytes value = keys.containsKey(name)
                    ? joined(keys, name).copy()
                    : random(key.keyType().length());
            if (!keys.containsKey(name)) {
                drawn.put(name, Cmac.kcv(value));
            }
            stored.put(HostVault.applicationKey(key.ref1()), value);
        }
        stored.put(HostVault.COUNTERS, random(COUNTER_KEY));
        Description description = creation.describe(Optional.empty(), false, drawn);
        try (HostVault vault = HostVault.create(AsFile.keystore(file), description, stored, passphrase)) {
            describe(file, description, vault);
        }
    }

    /** A key that came by components. */
    static SecretKeyBytes joined(Map<String, SecretKeyBytes> keys, String name) {
        SecretKeyBytes key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("There is no key " + name);
        }
        return key;
    }

    private static SecretKeyBytes random(int length) {
        byte[] value = new byte[length];
        new SecureRandom().nextBytes(value);
        return SecretKeyBytes.taking(value);
    }

    /** Writes the counters, then the file: without it there is no AS. */
    static void describe(Path file, Description description, Vault vault) throws TroubleException {
        CounterFile.create(AsFile.counters(file), description.identity().asId(), Creation.left(description), vault);
        AsFile.write(file, description, vault.mac(KeptAs.covered(description)));
    }
}
