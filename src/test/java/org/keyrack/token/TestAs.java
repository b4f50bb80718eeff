package org.keyrack.token;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.token.link.TokenDesk;

/** An AS that is no card with the keys of the tests' racks, under an id of its own, so that it serves beside their cards. */
public final class TestAs {
    private static final byte[] T = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final Map<Integer, byte[]> KEYS = Map.of(
            3, HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
            4, HexFormat.of().parseHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"),
            10, HexFormat.of().parseHex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"));

    private TestAs() {}

    private static KeyDirectoryEntry entry(int ref1, int appId, int version, boolean diversify) {
        return new KeyDirectoryEntry(
                ref1,
                "KEY",
                appId,
                KeyType.AES_128,
                version,
                diversify,
                false,
                Set.of(),
                Tokens.kcv(Objects.requireNonNull(KEYS.get(ref1))),
                1000);
    }

    /**
     * Makes one, its PIN or passphrase being {@link Tokens#pin()}.
     *
     * @param folder for the token, and for the file that describes the AS
     * @return that file
     */
    public static Path make(Tokens kind, Path folder) throws Exception {
        return make(kind.initialize(folder), folder);
    }

    /** The same in a token that is there already. */
    public static Path make(Optional<TokenAddress> token, Path folder) throws Exception {
        List<Tokens.T> ts = List.of(new Tokens.T(1, Suite.AES_128, T));
        Path file = folder.resolve("as");
        TokenDesk.make(
                file,
                Tokens.creation(
                        token,
                        ts,
                        List.of(entry(3, 0x0101, 2, false), entry(4, 0x0102, 2, true), entry(10, 0x0202, 1, true))),
                Tokens.components(ts, KEYS),
                Tokens.pinBytes());
        return file;
    }
}
