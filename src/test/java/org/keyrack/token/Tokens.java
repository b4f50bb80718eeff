package org.keyrack.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Real tokens, empty, in a folder: SoftHSM 2, NSS softoken; and this computer. */
public enum Tokens {
    SOFTHSM,
    NSS,
    HOST;

    private static final String PIN = "correct horse battery";
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so");
    private static final List<String> NSS_LIBRARIES =
            List.of("/usr/lib/x86_64-linux-gnu/libsoftokn3.so", "/usr/lib/aarch64-linux-gnu/libsoftokn3.so");

    /** The PIN or passphrase. */
    public static char[] pin() {
        return PIN.toCharArray();
    }

    public static byte[] pinBytes() {
        return PIN.getBytes(StandardCharsets.UTF_8);
    }

    /** Makes the token. */
    public Optional<TokenAddress> initialize(Path folder) throws IOException, InterruptedException {
        return initialize(folder, PIN);
    }

    /** Makes the token with a PIN of one's own. */
    public Optional<TokenAddress> initialize(Path folder, String pin) throws IOException, InterruptedException {
        return switch (this) {
            case SOFTHSM -> Optional.of(softhsm(folder, pin));
            case NSS -> Optional.of(nss(folder, pin));
            case HOST -> Optional.empty();
        };
    }

    private static TokenAddress softhsm(Path folder, String pin) throws IOException, InterruptedException {
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Path settings = folder.resolve("softhsm2.conf");
        Files.writeString(
                settings,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n"
                        + "slots.removable = true\n");
        run(
                Map.of("SOFTHSM2_CONF", settings.toString()),
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "KeyRack",
                "--pin",
                pin,
                "--so-pin",
                "12345678");
        return new TokenAddress(
                found(LIBRARIES), Optional.empty(), Map.of("SOFTHSM2_CONF", settings.toString()), "KeyRack", "");
    }

    private static TokenAddress nss(Path folder, String pin) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("pin"), pin);
        Path database = Files.createDirectories(folder.resolve("nss"));
        run(Map.of(), "certutil", "-N", "-d", "sql:" + database, "-f", file.toString());
        Files.delete(file);
        return new TokenAddress(
                found(NSS_LIBRARIES),
                Optional.of("configdir='sql:" + database + "' certPrefix='' keyPrefix='' secmod='secmod.db' flags="),
                Map.of(),
                "NSS Certificate DB",
                "");
    }

    /** The library of SoftHSM. */
    public static String softhsmLibrary() {
        return found(LIBRARIES);
    }

    private static String found(List<String> libraries) {
        return libraries.stream()
                .filter(library -> Files.exists(Path.of(library)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Install softhsm2, libnss3 and libnss3-tools"));
    }

    private static void run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }

    /** A T of an AS. */
    public record T(int slot, Suite suite, byte[] value) {
        TransportKeySlot held() {
            return new TransportKeySlot(slot, suite, 1, kcv(value));
        }
    }

    public static org.keyrack.protocol.Kcv kcv(byte[] value) {
        try (SecretKeyBytes key = SecretKeyBytes.copyOf(value)) {
            return Cmac.kcv(key);
        }
    }

    /**
     * A new AS, its keys by two components each.
     *
     */
    public static Creation creation(Optional<TokenAddress> token, List<T> transportKeys, List<KeyDirectoryEntry> keys) {
        return new Creation(
                token,
                OptionalLong.empty(),
                Bytes.ofHex("a5000001"),
                "TOKEN AS",
                transportKeys.stream().map(T::held).toList(),
                keys,
                true);
    }

    /** Two components of a key. */
    public static List<SecretKeyBytes> components(byte[] key) {
        byte[] first = new byte[key.length];
        byte[] second = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            first[i] = (byte) (0x5A + i);
            second[i] = (byte) (first[i] ^ key[i]);
        }
        return List.of(SecretKeyBytes.taking(first), SecretKeyBytes.taking(second));
    }

    /** Components of T's and keys. */
    public static Map<String, List<SecretKeyBytes>> components(List<T> transportKeys, Map<Integer, byte[]> keys) {
        Map<String, List<SecretKeyBytes>> components = new TreeMap<>();
        transportKeys.forEach(t -> components.put("T" + t.slot(), components(t.value())));
        keys.forEach((ref1, value) -> components.put(String.valueOf(ref1), components(value)));
        return components;
    }

    /** All files below a folder. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
    }
}
