package org.keyrack.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyrack.language.Wording;

/** What each status word of each command means: a closed list of causes, and one advice for each (protocol.md). */
public final class StatusWordTable {
    private static final List<Meaning> ALL = StatusWordRows.meanings();
    private static final Map<String, Meaning> BY_KEY = ALL.stream()
            .collect(
                    Collectors.toUnmodifiableMap(meaning -> key(meaning.command(), meaning.sw()), Function.identity()));

    private StatusWordTable() {}

    /**
     * A cause of a status word.
     *
     * @param id stable name, by which failures are grouped
     * @param causeKey key of the sentence that says what happened
     * @param adviceKey key of the sentence that says what to do
     * @param step the step at which it happens
     */
    public record Cause(String id, String causeKey, String adviceKey, ProtocolStep step) {
        Cause(String id, ProtocolStep step) {
            this(id, id + ".cause", id + ".advice", step);
        }
    }

    /**
     * The meaning of a status word.
     *
     * @param command the command's name in protocol.md
     * @param sw the status word, 0000 to FFFF
     * @param causes every cause it can have, the likeliest first
     */
    public record Meaning(String command, int sw, List<Cause> causes) {
        public Meaning {
            causes = List.copyOf(causes);
        }
    }

    /**
     * The meaning of a status word of a command.
     *
     * @param command the command's name in protocol.md, for example IMPORTKEY
     * @return empty when the command never answers it
     */
    public static Optional<Meaning> meaning(String command, int sw) {
        return Optional.ofNullable(BY_KEY.get(key(command, sw)));
    }

    /** Every (command, status word). */
    public static List<Meaning> all() {
        return ALL;
    }

    /**
     * The cause of a 6988, told by reading the unit again.
     *
     * @param snChanged whether the unit shows another SN: the module was swapped
     * @param kcvDiffers whether it shows another KCV(T): it is of another set
     * @return with neither: the link altered the data
     */
    public static Cause causeOf6988(boolean snChanged, boolean kcvDiffers) {
        return cause(
                "IMPORTKEY",
                0x6988,
                snChanged ? StatusWordRows.SWAPPED : kcvDiffers ? StatusWordRows.ANOTHER_SET : StatusWordRows.ALTERED);
    }

    /**
     * The cause of a 6986 to EXPORTKEY, told by reading the AS again.
     *
     * @param counterUsedUp whether its Ctr is FFFFFFFF
     * @param exportsUsedUp whether the key has no exports left
     * @return with neither: the key must not leave under this T
     */
    public static Cause causeOfExport6986(boolean counterUsedUp, boolean exportsUsedUp) {
        return cause(
                "EXPORTKEY",
                0x6986,
                counterUsedUp
                        ? StatusWordRows.COUNTER_USED_UP
                        : exportsUsedUp ? StatusWordRows.EXPORTS_USED_UP : StatusWordRows.KEY_BARRED);
    }

    /**
     * The cause of a 6986 to IMPORTKEY, told by reading the EI again.
     *
     * @param writeOnceUsed whether the location takes one key only and holds one
     * @return else: it holds this version, or a newer one
     */
    public static Cause causeOfImport6986(boolean writeOnceUsed) {
        return cause("IMPORTKEY", 0x6986, writeOnceUsed ? StatusWordRows.WRITE_ONCE : StatusWordRows.NOT_NEWER);
    }

    private static Cause cause(String command, int sw, String id) {
        return meaning(command, sw).orElseThrow().causes().stream()
                .filter(cause -> cause.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A sentence of {@code i18n/status.properties}.
     *
     * @param key a causeKey or adviceKey
     * @param locale English where the language has no texts
     * @throws MissingResourceException when there is none: a fault of this program
     */
    public static String text(String key, Locale locale) {
        return Wording.of("status", locale).get(key);
    }

    private static String key(String command, int sw) {
        return String.format(Locale.ROOT, "%s %04X", command, sw);
    }
}
