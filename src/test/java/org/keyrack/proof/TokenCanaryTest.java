package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.Kdf;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.Tokens;
import org.keyrack.token.link.TokenDesk;

/**
 * After exports from an AS that is no card, T, masters, T1, session keys and delivered keys are nowhere in the memory of the
 * process that asked for them, nor in a file beside the AS: they were in the token or in the helper process. The PIN, which goes
 * through it, is wiped.
 */
@Tag("token")
class TokenCanaryTest {
    private static final byte[] T = HexFormat.of().parseHex("c4a1e0973b5d28f6174ec9b20d8f63a5");
    private static final byte[] MASTER = HexFormat.of().parseHex("9be27d10546c83fa0b4fd1a8c63e9572");

    /** What may be left in the memory of the helper process after an export, as docs/security.md says. */
    private static final Map<Tokens, List<String>> HELPER_KEEPS = Map.of(
            Tokens.SOFTHSM, List.of("T1 ", "KR1-"),
            Tokens.NSS, List.of("T ", "master "),
            Tokens.HOST, List.of("T ", "master ", "T1 ", "KR1-", "delivered "));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void noSecretIsInTheMemoryOfWhoeverExports(Tokens kind) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        List<Tokens.T> ts = List.of(new Tokens.T(1, Suite.AES_128, T));
        KeyDirectoryEntry key = new KeyDirectoryEntry(
                3, "KEY", 0x0101, KeyType.AES_128, 1, true, false, Set.of(), Tokens.kcv(MASTER), 1000);
        TokenDesk.make(
                home.resolve("as"),
                Tokens.creation(kind.initialize(folder), ts, List.of(key)),
                Tokens.components(ts, Map.of(3, MASTER)),
                Tokens.pinBytes());
        Path pin = Files.writeString(folder.resolve("pin.txt"), new String(Tokens.pin()));
        AsKind as = kind == Tokens.HOST ? AsKind.HOST : AsKind.TOKEN;
        SerialNumber sn = SerialNumber.parse("0011223344556677");
        Bytes r = Bytes.ofHex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        Path memory = folder.resolve("memory");
        Canaries keys = new Canaries().key("T", T).key("master", MASTER);
        Bytes p;
        try (SecretKeyBytes t = SecretKeyBytes.copyOf(T);
                SecretKeyBytes master = SecretKeyBytes.copyOf(MASTER);
                SecretKeyBytes t1 = Kdf.derive(t, "KR1-T1", Bytes.ofHex("0101" + sn.hex()), 16)) {
            keys.key("T1", t1.toArray());
            for (String use : List.of("KR1-PRF", "KR1-MAC", "KR1-SIG", "KR1-RCT")) {
                keys.key(use, Kdf.derive(t1, use, r, 16).toArray());
            }
            keys.key(
                    "KR1-ENC",
                    Kdf.derive(t1, "KR1-ENC", Bytes.ofHex(r.hex() + "00000001"), 16)
                            .toArray());
            keys.key("delivered", Diversification.of(master, sn, 0x0101).toArray());
            p = org.keyrack.protocol.crypto.Derivation.proof(t, Suite.AES_128, 1, sn, r);
        }
        Canaries secrets = keys.and(new Canaries().key("PIN", Tokens.pinBytes()));
        try (Program exports = Program.java(
                TokenCanaryLoad.class.getName(),
                List.of("-Xms32m", "-Xmx64m"),
                home,
                Map.of(),
                home.resolve("as").toString(),
                as.id(),
                pin.toString(),
                sn.hex(),
                r.hex(),
                p.hex(),
                home.resolve("dump.hprof").toString(),
                memory.toString())) {
            assertEquals(0, exports.exitCode(), exports::toString);
        }
        assertEquals(List.of(), secrets.found(home));
        Canaries control = new Canaries().key("R", r.toArray());
        assertTrue(
                control.found(home).stream().anyMatch(hit -> hit.startsWith("R as raw in dump.hprof")),
                "the control is not in the dump");
        Path helper = folder.resolve("memory-helper");
        assertEquals(
                List.of(),
                secrets.found(helper).stream()
                        .filter(hit -> Objects.requireNonNull(HELPER_KEEPS.get(kind)).stream()
                                .noneMatch(hit::startsWith))
                        .toList());
        assertTrue(
                control.found(helper).stream().anyMatch(hit -> hit.startsWith("R as raw in memory-")),
                "the control is not in the helper's memory");
        // The PIN file was read by this program: pieces of that may stand in buffers of the system.
        assertEquals(List.of(), keys.found(memory));
        assertTrue(
                control.found(memory).stream().anyMatch(hit -> hit.startsWith("R as raw in memory-")),
                "the control is not in the memory");
    }
}
