package org.keyrack.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.run.RunBound;

/**
 * A virtual rack for measuring: every unit gets every key of the AS.
 *
 * @param asCards AS cards of one set with the same keys
 * @param units modules
 * @param keys keys of the AS and locations of each module, 1 to 90
 * @param initiate milliseconds that INITIATE takes, link included
 * @param export milliseconds of EXPORTKEY
 * @param store milliseconds of IMPORTKEY, with or without the next R
 */
public record MeasuredRack(int asCards, int units, int keys, double initiate, double export, double store) {
    private static final String PROFILE = "{ name: Bench, load: auto }";
    /** PIN of the operator of every AS; the cards and their keys are simulated and public. */
    private static final String PIN = "123456";

    private static final int FIRST_APPLICATION = 0x0100;
    private static final int FIRST_LOCATION = 0x10;

    /** The timing model of the performance goals: 40, 120 and 180 ms. */
    public static MeasuredRack timed(int asCards, int units, int keys) {
        return new MeasuredRack(asCards, units, keys, 40, 120, 180);
    }

    /** A fresh copy of the operator's PIN. */
    public static char[] pin() {
        return PIN.toCharArray();
    }

    /** The least time this rack can take. */
    public RunBound bound() {
        return new RunBound(units, keys, asCards, initiate, export, store);
    }

    /** REF1 and REF2 of the nth key, from 0: the same number on both sides. */
    public static int reference(int key) {
        return FIRST_LOCATION + key;
    }

    /** The application of the nth key, from 0. */
    public static int application(int key) {
        return FIRST_APPLICATION + key;
    }

    /** The rack file. */
    public String yaml() {
        StringBuilder text =
                new StringBuilder("set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 }\nas:\n");
        for (int as = 1; as <= asCards; as++) {
            text.append(String.format(
                    Locale.ROOT,
                    "  - { id: \"%08X\", label: Bench AS %d, operatorPin: \"%s\", adminPin: \"87654321\", keys: [",
                    as,
                    as,
                    PIN));
            for (int key = 0; key < keys; key++) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s%n      { ref: %d, label: KEY %d, appId: \"%04X\", type: AES-128, version: 1, value: \"%032X\" }",
                        key == 0 ? "" : ",",
                        reference(key),
                        key,
                        application(key),
                        0x1000 + key));
            }
            text.append(" ] }\n");
        }
        text.append("units:\n  count: ").append(units).append("\n  firstSerial: \"0011223344556677\"\n  locations:\n");
        for (int key = 0; key < keys; key++) {
            text.append(String.format(
                    Locale.ROOT,
                    "    - { ref: %d, appId: \"%04X\", types: [AES-128] }%n",
                    reference(key),
                    application(key)));
        }
        return text.append(String.format(
                        Locale.ROOT, "timing: { initiate: %s, export: %s, import: %s }%n", initiate, export, store))
                .toString();
    }

    /** The same profile as a file: cards in readers of the system are loaded by nothing else. */
    static Path profile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("bench.keyrack"), PROFILE);
    }

    /** Loads every location of every unit. */
    public static Profile profile() {
        try {
            return ProfileFile.parse(PROFILE.getBytes(StandardCharsets.UTF_8), "bench");
        } catch (ProfileException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
