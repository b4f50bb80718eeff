package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random downloads in which applet and plain Java answer every command with the same bytes, so that an AS of either kind
 * loads an EI of either kind: both suites, both key types, diversified or not.
 */
class DownloadsAgainstReferenceTest {
    private static final int VERSIONS = 8;

    @ParameterizedTest
    @EnumSource
    void aFewHundredDownloadsAgree(Kind kind) {
        run(kind, new Random(1), 1, 150);
        run(kind, new Random(2), 2, 150);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("rack")
    void tenThousandDownloadsAgreeInBothSuites(Kind kind) {
        run(kind, new Random(3), 1, 5000);
        run(kind, new Random(4), 2, 5000);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void load(Twin unit, byte[] key) {
        byte[][] components = Bench.components(key);
        unit.ok(0xD8, 0, 0, cat(components[0], kcv(components[0])), false);
        unit.ok(0xD8, 1, 0, cat(components[1], kcv(components[1])), false);
    }

    private static void storeT(Twin unit, int slot, int suite, byte[] t) {
        load(unit, t);
        unit.ok(0xDC, slot, 0, cat(Bench.number(suite, 1), hex("01"), kcv(t)), false);
    }

    /** Reference of the key of a version, 128 or 256 bits, diversified or not. */
    private static int ref1(int version, int sort) {
        return 4 * version + sort;
    }

    private static Twin as(Kind kind, Random random, int suite, byte[] t) {
        Twin as = Twin.as(kind, random.nextLong());
        as.begin();
        storeT(as, 1, suite, t);
        for (int version = 1; version <= VERSIONS; version++) {
            for (int sort = 0; sort < 4; sort++) {
                byte[] ta = random(random, sort < 2 ? 16 : 32);
                load(as, ta);
                byte[] entry = Bench.entry(ref1(version, sort), 0x0101, version, sort % 2, ta, Bench.NO_LIMIT);
                as.ok(0xDE, 0, 0, entry, false);
            }
        }
        as.ok(0xF0, 0, 7, new byte[0], false);
        as.ok(0x20, 0, 0x80, hex(Bench.OPERATOR_PIN), false);
        return as;
    }

    private static Twin ei(Kind kind, Random random, int suite, byte[] t) {
        Twin ei = Twin.ei(kind, random.nextLong());
        ei.ok(0xDA, 2, 1, random(random, 8), false);
        storeT(ei, 0, suite, t);
        for (int location = 1; location <= EiMemory.FIRST_LOCATIONS; location++) {
            ei.ok(0xDA, 2, 2, cat(Bench.number(location, 2), hex("0101" + "03" + "00" + "0000000000")), false);
        }
        ei.ok(0xF0, 0, 1, new byte[0], false);
        ei.ok(0xF0, 0, 7, new byte[0], false);
        return ei;
    }

    private static void run(Kind kind, Random random, int suite, int downloads) {
        byte[] t = random(random, 16 * suite);
        Twin as = as(kind, random, suite, t);
        int done = 0;
        while (done < downloads) {
            Twin ei = ei(kind, random, suite, t);
            byte[] initiate = ei.ok(0x52, 0, 0, new byte[0], true);
            int[] versions = new int[EiMemory.FIRST_LOCATIONS + 1];
            for (int i = 0; i < 3 * EiMemory.FIRST_LOCATIONS && done < downloads; i++) {
                int location = 1 + random.nextInt(EiMemory.FIRST_LOCATIONS);
                if (versions[location] == VERSIONS) {
                    continue;
                }
                versions[location] += 1 + random.nextInt(VERSIONS - versions[location]);
                initiate = download(as, ei, suite, initiate, ref1(versions[location], random.nextInt(4)), location);
                done++;
            }
            ei.ok(0xCA, 2, 1, new byte[0], true);
            ei.send(0x80, 0xCA, 2, 2, new byte[0], true);
        }
        assertEquals(downloads, done);
        byte[] identity = as.ok(0xCA, 1, 1, new byte[0], true);
        assertArrayEquals(Bench.number(downloads, 4), cut(identity, 26, 4));
    }

    /** Answers the next INITIATE. */
    private static byte[] download(Twin as, Twin ei, int suite, byte[] initiate, int ref1, int location) {
        byte[] export = as.ok(0x54, suite, 1, Bench.exportData(initiate, ref1, location), true);
        byte[] answer = ei.ok(0x56, 1, 0, Bench.importData(location, export), true);
        byte[] receipt = cut(answer, 4, 16);
        assertArrayEquals(Bench.v(export), Model.commitment(receipt));
        byte[] last = ei.ok(0xCA, 2, 3, Bench.number(location, 2), true);
        byte[] sas = cut(export, export.length - 48, 16);
        assertArrayEquals(cat(cut(export, 0, 16), Bench.r(initiate), sas, receipt), last);
        as.ok(0x58, suite, 1, cat(cut(initiate, 6, 8), Bench.r(initiate), cut(export, 0, 16), sas, receipt), false);
        return cut(answer, 20, 38);
    }
}
