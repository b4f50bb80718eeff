package org.keyrack.ledger;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a bench keeps its ledger.
 *
 * @param location a file (SQLite) or a {@code jdbc:postgresql:} URL
 * @param bench the bench's name: 1 to 32 letters, digits, dots, hyphens or underscores
 * @param benchKey the bench's Ed25519 private key, made when missing
 * @param heads folder for signed heads; it should be on another disk or machine than the ledger
 * @param ballast bytes kept aside beside a SQLite file, so that outcomes can still be written when the disk is full
 */
public record LedgerSettings(String location, String bench, Path benchKey, Path heads, int ballast) {
    /** Four MiB: the last outcomes of a full rack, with the journal pages that they cost. */
    public static final int BALLAST = 4 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    public LedgerSettings {
        if (!NAME.matcher(bench).matches()) {
            throw new IllegalArgumentException("\"" + bench
                    + "\" cannot be a bench's name: use 1 to 32 letters, digits, dots, hyphens or underscores");
        }
    }

    /**
     * Where the usual ledger is: that of the virtual bench apart from that of real modules.
     *
     * @param data folder of what the user's KeyRack keeps
     */
    public static Path folder(Path data, boolean simulated) {
        return data.resolve(simulated ? "simulation" : "bench");
    }

    /** The usual places: all in one folder. */
    public static LedgerSettings in(Path folder, String bench) {
        return at(folder.resolve("ledger.db").toString(), bench, folder);
    }

    /**
     * A ledger somewhere else, with the bench's key and heads in its folder.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     */
    public static LedgerSettings at(String location, String bench, Path folder) {
        return new LedgerSettings(location, bench, folder.resolve("bench.key"), folder.resolve("heads"), BALLAST);
    }

    /**
     * A ledger that the user names, besides the usual one: the bench's key serves it too, its heads are kept apart. Heads of
     * one ledger would make another look like an older copy of it.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @param folder of the usual ledger
     */
    public static LedgerSettings named(String location, String bench, Path folder) {
        String place = location.startsWith("jdbc:")
                ? Database.shown(location)
                : Path.of(location).toAbsolutePath().normalize().toString();
        Path heads = folder.resolve("heads-" + new Hash().of(place).substring(0, 12));
        return new LedgerSettings(location, bench, folder.resolve("bench.key"), heads, BALLAST);
    }

    /**
     * The ledger that the user names: on the command line, else in {@code KEYRACK_LEDGER}. That variable is about real
     * modules alone: batches of the virtual bench never come among them by it.
     *
     * @param given what the command line says
     * @param simulated whether the virtual bench's ledger is meant
     * @return a file or a {@code jdbc:postgresql:} URL; empty for the usual place
     */
    public static Optional<String> location(
            Optional<String> given, Map<String, String> environment, boolean simulated) {
        return given.or(() -> simulated
                ? Optional.empty()
                : Optional.ofNullable(environment.get("KEYRACK_LEDGER")).filter(named -> !named.isBlank()));
    }

    /**
     * The ledger that the user names, else the usual one.
     *
     * @param location what {@link #location} gives
     * @param folder of the usual ledger
     */
    public static LedgerSettings of(Optional<String> location, String bench, Path folder) {
        return location.map(named -> named(named, bench, folder)).orElseGet(() -> in(folder, bench));
    }

    /** Without the URL's password. */
    @Override
    public String toString() {
        return "ledger of " + bench + " at " + Database.shown(location);
    }
}
