package org.keyrack.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ClaimRefusal.SerialTaken;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/**
 * Each SN once, for ever. A card that a preparation has not finished keeps its SN: the next preparation gives it again, and
 * only the preparation that gave it last may make a module of it. Cards are told apart by their key diversification data,
 * which a maker may give to many: so once a module of an SN may be OPERATIONAL, only a card that shows the SN gets it again,
 * and only if it never went to a card that did not show it. Else the SN is lost.
 *
 * <p>Stages of an SN: 0 given; -1 given again to a card that did not show it, so that two may have it, none OPERATIONAL; 1 of
 * 0, its module may be OPERATIONAL; 3 the same of -1: it is given no more; 2 its module is OPERATIONAL.
 */
final class SerialNumbers {
    private static final String CLOSE =
            "UPDATE serial SET stage = CASE stage WHEN 0 THEN 1 ELSE 3 END WHERE sn = :sn AND stage IN (-1, 0)";
    private static final int PAGE = 1_000;
    private static final String NO_CARD = "0".repeat(20);

    private SerialNumbers() {}

    /**
     * Gives an SN to a card, in the transaction of the line that says so.
     *
     * @param bench that prepares the card
     * @throws ClaimRefused when a module of this SN was loaded, it was given to another card, or it may be in one
     */
    static void give(Handle handle, String bench, SerialGiven event) throws ClaimRefused {
        String sn = event.sn().hex();
        String card = event.card().card().hex();
        boolean fresh = handle.createUpdate("INSERT INTO serial (sn, card, bench, preparation, stage)"
                                + " SELECT :sn, :card, :bench, :preparation, 0"
                                + " WHERE NOT EXISTS (SELECT 1 FROM module WHERE sn = :sn) ON CONFLICT (sn) DO NOTHING")
                        .bind("sn", sn)
                        .bind("card", card)
                        .bind("bench", bench)
                        .bind("preparation", event.preparation())
                        .execute()
                == 1;
        if (!fresh && !giveAgain(handle, bench, event)) {
            throw new ClaimRefused(new SerialTaken(event.sn()));
        }
    }

    private static boolean giveAgain(Handle handle, String bench, SerialGiven event) {
        String allowed = event.shown() ? "stage < 2" : "stage < 1";
        return handle.createUpdate("UPDATE serial SET bench = :bench, preparation = :preparation, stage = "
                                + stageAgain(event.shown())
                                + " WHERE sn = :sn AND card = :card AND card <> :none AND " + allowed
                                + " AND NOT (bench = :bench AND preparation = :preparation)")
                        .bind("sn", event.sn().hex())
                        .bind("card", event.card().card().hex())
                        .bind("none", NO_CARD)
                        .bind("bench", bench)
                        .bind("preparation", event.preparation())
                        .execute()
                == 1;
    }

    /** The stage of an SN that is given again: one card has it as long as each one that got it showed it. */
    private static String stageAgain(boolean shown) {
        String seen = shown ? " WHEN serial.stage IN (0, 1) THEN 0" : "";
        return "CASE" + seen + " WHEN serial.stage IN (1, 3) THEN 3 ELSE -1 END";
    }

    /**
     * Before SET STATE makes a module of an SN.
     *
     * @throws ClaimRefused when another preparation has given the SN meanwhile
     */
    static void close(Handle handle, String bench, StepStarted event) throws ClaimRefused {
        String sn = event.card().sn().map(SerialNumber::hex).orElse("");
        int closed = handle.createUpdate(CLOSE + " AND bench = :bench AND preparation = :preparation")
                .bind("sn", sn)
                .bind("bench", bench)
                .bind("preparation", event.preparation())
                .execute();
        if (closed != 1) {
            throw new ClaimRefused(new SerialTaken(event.card().sn().orElseThrow()));
        }
    }

    /** The highest SN from one to another, of modules that were prepared or loaded: the last entry of two indexes. */
    static Optional<SerialNumber> highest(Handle handle, SerialNumber from, SerialNumber to) {
        return Stream.of(
                        "SELECT sn FROM serial WHERE sn BETWEEN :lowest AND :highest ORDER BY sn DESC LIMIT 1",
                        "SELECT sn FROM module WHERE sn BETWEEN :lowest AND :highest ORDER BY sn DESC LIMIT 1")
                .flatMap(query -> between(handle, query, from, to).stream())
                .max(SerialNumber::compareTo);
    }

    /** The lowest SN from one to another that no module has: what lies before it is read in pages, in order. */
    static Optional<SerialNumber> free(Handle handle, SerialNumber from, SerialNumber to) {
        Optional<SerialNumber> candidate = Optional.of(from);
        boolean moved = true;
        while (moved && candidate.isPresent()) {
            SerialNumber begin = candidate.get();
            Set<SerialNumber> page = new HashSet<>(between(handle, page("serial"), begin, to));
            page.addAll(between(handle, page("module"), begin, to));
            while (candidate.filter(page::contains).isPresent()) {
                candidate = candidate.filter(sn -> !sn.equals(to)).map(SerialNumber::next);
            }
            // A page may have ended before the other did: only one that begins behind the candidate says that it is
            // free.
            moved = !candidate.equals(Optional.of(begin));
        }
        return candidate;
    }

    private static String page(String table) {
        return "SELECT sn FROM " + table + " WHERE sn BETWEEN :lowest AND :highest ORDER BY sn LIMIT " + PAGE;
    }

    private static List<SerialNumber> between(Handle handle, String query, SerialNumber from, SerialNumber to) {
        return handle
                .createQuery(query)
                .bind("lowest", from.hex())
                .bind("highest", to.hex())
                .mapTo(String.class)
                .list()
                .stream()
                .map(SerialNumber::parse)
                .toList();
    }

    /** The SN that a card gets again: the one that it shows, else the lowest that no module of a like card can have. */
    static Optional<SerialNumber> unfinished(Handle handle, String card, Optional<SerialNumber> shown) {
        if (card.equals(NO_CARD)) {
            return Optional.empty();
        }
        String which = shown.map(sn -> "sn = '" + sn.hex() + "'").orElse("stage < 1");
        return handle
                .createQuery("SELECT sn FROM serial WHERE card = :card AND stage < 2 AND " + which)
                .bind("card", card)
                .mapTo(String.class)
                .list()
                .stream()
                .sorted()
                .findFirst()
                .map(SerialNumber::parse);
    }

    /** Hash of the plan whose preparation gave an SN last. */
    static Optional<Bytes> planOf(Handle handle, SerialNumber sn) {
        return handle.createQuery("SELECT e.body FROM serial s"
                        + " JOIN preparation p ON p.bench = s.bench AND p.preparation = s.preparation"
                        + " JOIN event e ON e.bench = p.chain AND e.seq = p.seq WHERE s.sn = :sn")
                .bind("sn", sn.hex())
                .mapTo(String.class)
                .findOne()
                .map(body -> Bytes.ofHex(ModuleHistory.read(body).text("planHash")));
    }

    /** The T that each module was prepared with, or that has replaced it. */
    static SortedMap<SerialNumber, HeldTransportKey> transportKeys(Handle handle) {
        SortedMap<SerialNumber, HeldTransportKey> held = new TreeMap<>();
        handle.createQuery("SELECT s.sn, e.body FROM serial s"
                        + " JOIN preparation p ON p.bench = s.bench AND p.preparation = s.preparation"
                        + " JOIN event e ON e.bench = p.chain AND e.seq = p.seq WHERE s.stage = 2")
                .map((row, context) -> Map.entry(row.getString(1), ModuleHistory.read(row.getString(2))))
                .list()
                .forEach(entry ->
                        held.put(SerialNumber.parse(entry.getKey()), held(entry.getValue(), "tVersion", "setKcv")));
        handle.createQuery("SELECT l.sn, e.body FROM loaded_key l JOIN event e ON e.bench = l.chain AND e.seq = l.seq"
                        + " WHERE l.ref2 = '0000'")
                .map((row, context) -> Map.entry(row.getString(1), ModuleHistory.read(row.getString(2))))
                .list()
                .forEach(entry ->
                        held.put(SerialNumber.parse(entry.getKey()), held(entry.getValue(), "keyVersion", "kcv")));
        return held;
    }

    private static HeldTransportKey held(EventLine line, String version, String kcv) {
        return new HeldTransportKey((int) line.number(version), new Kcv(Bytes.ofHex(line.text(kcv))));
    }

    /** The number of the last preparation of a bench; 0: none. */
    static long lastPreparation(Handle handle, String bench) {
        return handle.createQuery("SELECT preparation FROM preparation WHERE bench = :bench"
                        + " ORDER BY preparation DESC LIMIT 1")
                .bind("bench", bench)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** What a line says of an SN or a preparation: also of an older ledger, and of one that is restored. */
    static void take(Handle handle, EventLine line) {
        switch (line.type()) {
            case PREPARATION_STARTED -> started(handle, line);
            case SERIAL_GIVEN -> given(handle, line);
            case STEP_STARTED -> {
                if (line.text("step").equals(PreparationEncoder.STATE) && line.has("sn")) {
                    closing(handle, line);
                }
            }
            case CARD_ENDED -> {
                if (line.has("sn") && PreparationEncoder.isPrepared(line)) {
                    prepared(handle, line);
                }
            }
            default -> {}
        }
    }

    private static void started(Handle handle, EventLine line) {
        handle.createUpdate("INSERT INTO preparation (bench, preparation, chain, seq)"
                        + " VALUES (:bench, :preparation, :chain, :seq) ON CONFLICT (bench, preparation) DO NOTHING")
                .bind("bench", line.chain().bench())
                .bind("preparation", line.number("preparation"))
                .bind("chain", line.chain().name())
                .bind("seq", line.number("seq"))
                .execute();
    }

    private static void given(Handle handle, EventLine line) {
        handle.createUpdate("INSERT INTO serial (sn, card, bench, preparation, stage)"
                        + " VALUES (:sn, :card, :bench, :preparation, 0) ON CONFLICT (sn)"
                        + " DO UPDATE SET card = excluded.card, bench = excluded.bench,"
                        + " preparation = excluded.preparation, stage = "
                        + stageAgain(line.has("shown") && line.flag("shown"))
                        + " WHERE serial.stage <> 2 AND NOT (serial.bench = excluded.bench"
                        + " AND serial.preparation = excluded.preparation)")
                .bind("sn", line.text("sn"))
                .bind("card", line.text("card"))
                .bind("bench", line.chain().bench())
                .bind("preparation", line.number("preparation"))
                .execute();
    }

    private static void closing(Handle handle, EventLine line) {
        handle.createUpdate(CLOSE).bind("sn", line.text("sn")).execute();
    }

    /** Also of a module that was prepared elsewhere: its SN is taken as well. */
    private static void prepared(Handle handle, EventLine line) {
        handle.createUpdate("INSERT INTO serial (sn, card, bench, preparation, stage)"
                        + " VALUES (:sn, :card, :bench, :preparation, 2) ON CONFLICT (sn) DO UPDATE SET stage = 2")
                .bind("sn", line.text("sn"))
                .bind("card", line.maybe("card").orElse(NO_CARD))
                .bind("bench", line.chain().bench())
                .bind("preparation", line.number("preparation"))
                .execute();
    }
}
