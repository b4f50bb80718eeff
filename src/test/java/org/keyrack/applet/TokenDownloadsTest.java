package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cut;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.token.Tokens;
import org.keyrack.token.link.LinkedAs;
import org.keyrack.token.link.TokenDesk;

/** An AS in a token, or on this computer, loads the applet of a module as a card does: worked example, random downloads. */
@Tag("token")
class TokenDownloadsTest {
    private static final int VERSIONS = 8;

    @TempDir
    Path folder;

    private static KeyDirectoryEntry entry(int ref1, int version, boolean diversify, byte[] value) {
        KeyType type = value.length == 16 ? KeyType.AES_128 : KeyType.AES_256;
        return new KeyDirectoryEntry(
                ref1,
                "KEY",
                0x0101,
                type,
                version,
                diversify,
                false,
                java.util.Set.of(),
                Tokens.kcv(value),
                KeyDirectoryEntry.NO_LIMIT);
    }

    private LinkedAs made(Tokens kind, List<Tokens.T> ts, List<KeyDirectoryEntry> keys, Map<Integer, byte[]> values)
            throws Exception {
        Path file = folder.resolve("as");
        TokenDesk.make(
                file,
                Tokens.creation(kind.initialize(folder), ts, keys),
                Tokens.components(ts, values),
                Tokens.pinBytes());
        LinkedAs as = LinkedAs.open(file, kind == Tokens.HOST ? AsKind.HOST : AsKind.TOKEN);
        as.verifyOperator(Tokens.pin());
        return as;
    }

    private static ExportedKey export(LinkedAs as, byte[] initiate, int slot, int ref1, int ref2) throws CardFailure {
        Initiation at = Initiation.decode(Bytes.of(initiate));
        return as.exportKey(new ExportKey(at.suite(), slot, at.sn(), ref1, ref2, at.r(), at.p()));
    }

    /** SAS, CAS, E and V of protocol.md, for the Ctr at which this AS is. */
    @ParameterizedTest
    @EnumSource
    void workedExampleIsLoadedIntoTheApplet(Tokens kind) throws Exception {
        List<KeyDirectoryEntry> keys = List.of(entry(3, 2, false, Bench.TA), entry(4, 2, true, Bench.TA));
        Map<Integer, byte[]> values = Map.of(3, Bench.TA, 4, Bench.TA);
        List<Tokens.T> ts = List.of(new Tokens.T(1, Suite.AES_128, Bench.T));
        try (LinkedAs as = made(kind, ts, keys, values)) {
            Card reference = Bench.as();
            Card ei = Bench.ei();
            for (int ref1 : new int[] {3, 4}) {
                byte[] initiate = Bench.initiate(ei);
                byte[] expected = Bench.export(reference, initiate, ref1, 5);
                assertArrayEquals(
                        expected, export(as, initiate, 1, ref1, 5).encode().toArray());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandRandomDownloadsAgreeWithTheApplet(Tokens kind) throws Exception {
        Random random = new Random(19);
        byte[][] t = {random(random, 16), random(random, 32)};
        List<Tokens.T> ts = List.of(new Tokens.T(1, Suite.AES_128, t[0]), new Tokens.T(2, Suite.AES_256, t[1]));
        List<KeyDirectoryEntry> keys = new ArrayList<>();
        Map<Integer, byte[]> values = new TreeMap<>();
        for (int version = 1; version <= VERSIONS; version++) {
            for (int sort = 0; sort < 4; sort++) {
                byte[] value = random(random, sort < 2 ? 16 : 32);
                keys.add(entry(4 * version + sort, version, sort % 2 == 1, value));
                values.put(4 * version + sort, value);
            }
        }
        try (LinkedAs as = made(kind, ts, keys, values)) {
            int done = 0;
            while (done < 10_000) {
                int suite = 1 + random.nextInt(2);
                done += loaded(as, random, suite, t[suite - 1], Math.min(10_000 - done, 3 * EiMemory.FIRST_LOCATIONS));
            }
            assertEquals(10_000, as.identity().ctr());
        }
    }

    private static int loaded(LinkedAs as, Random random, int suite, byte[] t, int most) throws CardFailure {
        Card ei = Card.ei();
        ei.ok("80DA0201", random(random, 8), false);
        Bench.storeT(ei, 0, suite, 1, t);
        for (int location = 1; location <= EiMemory.FIRST_LOCATIONS; location++) {
            Bench.location(ei, location, 0x0101, 3, 0);
        }
        Bench.setState(ei, 1);
        Bench.setState(ei, 7);
        byte[] initiate = Bench.initiate(ei);
        int[] versions = new int[EiMemory.FIRST_LOCATIONS + 1];
        int done = 0;
        for (int i = 0; i < most; i++) {
            int location = 1 + random.nextInt(EiMemory.FIRST_LOCATIONS);
            if (versions[location] < VERSIONS) {
                versions[location] += 1 + random.nextInt(VERSIONS - versions[location]);
                ExportedKey exported =
                        export(as, initiate, suite, 4 * versions[location] + random.nextInt(4), location);
                byte[] answer = ei.ok(
                        "80560100", Bench.importData(location, exported.encode().toArray()), true);
                assertArrayEquals(exported.v().toArray(), Model.commitment(cut(answer, 4, 16)));
                initiate = cut(answer, 20, 38);
                done++;
            }
        }
        return done;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
