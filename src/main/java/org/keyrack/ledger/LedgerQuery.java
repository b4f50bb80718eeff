package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.protocol.SerialNumber;

/**
 * Look-ups in a ledger, for reports and the history. Everything comes from the events; nothing is kept beside them. Every
 * method throws {@link LedgerUnreadable} when the database does not answer.
 */
public final class LedgerQuery implements AutoCloseable {
    private final Database database;
    private final Reading reading;

    LedgerQuery(Database database, Reading reading) {
        this.database = database;
        this.reading = reading;
    }

    /**
     * Opens a ledger for look-ups only, also while a bench works on it.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @throws LedgerException when there is no ledger
     */
    public static LedgerQuery open(String location) throws LedgerException {
        Database database = Database.at(location);
        try {
            EventStream.reader(database).close();
            return new LedgerQuery(database, new Reading(database));
        } catch (SQLException | JdbiException e) {
            throw database.unusable(e);
        }
    }

    /** All batches of all benches, newest first. */
    public List<BatchSummary> batches() {
        return reading.with(handle -> {
            Map<String, List<EventLine>> batches = new LinkedHashMap<>();
            for (EventLine line : Chains.milestones(handle, database, Chains.all(handle))) {
                if (line.has("batch")) {
                    batches.computeIfAbsent(name(line), each -> new ArrayList<>()).add(line);
                }
            }
            Set<String> changed = setAside(handle);
            List<BatchSummary> found = new ArrayList<>();
            batches.forEach((name, lines) -> {
                BatchFold ends = new BatchFold(lines);
                Optional<BatchSummary> counted = changed.contains(name)
                        ? Optional.empty()
                        : ends.summaryOfEnds(new Hash()).filter(batch -> batch.counts().of(KeyClass.UNKNOWN) == 0);
                counted.or(() -> summary(handle, lines.get(0))).ifPresent(found::add);
            });
            return BenchOrder.newestFirst(found);
        });
    }

    /** A batch counted module by module: its end alone does not tell how it stands now, or was written by an older program. */
    private Optional<BatchSummary> summary(Handle handle, EventLine first) {
        BatchFold fold = fold(handle, Head.benchOf(first.text("bench")), first.number("batch"));
        return fold.begun() ? Optional.of(fold.view(new Hash()).summary()) : Optional.empty();
    }

    private static String name(EventLine line) {
        return Head.benchOf(line.text("bench")) + " " + line.number("batch");
    }

    /** Batches of which a module was put aside, perhaps after their end. */
    private Set<String> setAside(Handle handle) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("type") + " = :type")
                .bind("type", EventEncoder.UNIT_SET_ASIDE)
                .mapTo(String.class)
                .stream()
                .map(ModuleHistory::read)
                .map(LedgerQuery::name)
                .collect(Collectors.toSet());
    }

    /** One batch with all its units and keys; settlements made since are taken in. */
    public Optional<BatchView> batch(String bench, long batch) {
        return reading.with(handle -> {
            BatchFold fold = fold(handle, bench, batch);
            return fold.begun() ? Optional.of(fold.view(new Hash())) : Optional.empty();
        });
    }

    /**
     * SNs that hold these digits anywhere, ascending.
     *
     * @param part 1 to 16 hexadecimal digits; others find nothing
     * @param most SNs at most
     */
    public List<SerialNumber> modulesWith(String part, int most) {
        if (!part.matches("[0-9A-Fa-f]{1,16}")) {
            return List.of();
        }
        String sn = database.field("sn");
        return reading.with(handle -> handle
                .createQuery("SELECT DISTINCT " + sn + " AS sn FROM event WHERE " + sn + " LIKE :part"
                        + " ORDER BY 1 LIMIT :most")
                .bind("part", "%" + part.toLowerCase(Locale.ROOT) + "%")
                .bind("most", most)
                .mapTo(String.class)
                .list()
                .stream()
                .map(SerialNumber::parse)
                .toList());
    }

    /** Where a module was loaded, by whom and from which AS: every batch it was in, oldest first. */
    public List<ModuleVisit> module(SerialNumber sn) {
        return reading.with(handle -> {
            Map<String, EventLine> batches = new LinkedHashMap<>();
            handle
                    .createQuery("SELECT body FROM event WHERE " + database.field("sn") + " = :sn ORDER BY bench, seq")
                    .bind("sn", sn.hex())
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(ModuleHistory::read)
                    .filter(line -> line.has("batch"))
                    .forEach(line -> batches.putIfAbsent(name(line), line));
            List<ModuleVisit> visits = new ArrayList<>();
            for (EventLine line : batches.values()) {
                BatchFold fold = fold(handle, Head.benchOf(line.text("bench")), line.number("batch"));
                if (fold.begun()) {
                    BatchView view = fold.view(new Hash());
                    view.units().stream()
                            .filter(unit -> unit.is(sn))
                            .forEach(unit -> visits.add(new ModuleVisit(view.summary(), unit)));
                }
            }
            return BenchOrder.oldestFirst(visits, ModuleVisit::batch);
        });
    }

    /** Keys of a module that are proved to have been loaded, by any bench, oldest first. */
    public List<LoadedKey> loadedKeys(SerialNumber sn) {
        return reading.with(
                handle -> ModuleHistory.of(handle, database, sn.hex()).loaded());
    }

    /** Downloads of all benches whose outcome is not known and that no running batch has in work. */
    public List<OpenDownload> openDownloads() {
        return open(download -> true);
    }

    /** The same of one bench. */
    List<OpenDownload> openDownloads(String bench) {
        return open(download -> Head.benchOf(download.chain()).equals(bench));
    }

    private List<OpenDownload> open(Predicate<ModuleHistory.Open> wanted) {
        return reading.with(handle -> {
            Set<String> modules = failed(handle).stream()
                    .filter(line -> line.text("result").equals(EventEncoder.UNKNOWN))
                    .map(line -> line.text("sn"))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return modules.stream()
                    .flatMap(sn -> ModuleHistory.of(handle, database, sn).open().stream())
                    .filter(wanted)
                    .map(ModuleHistory.Open::download)
                    .toList();
        });
    }

    private List<EventLine> failed(Handle handle) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("result")
                        + " IN ('not-loaded', 'unknown') ORDER BY bench, seq")
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    private BatchFold fold(Handle handle, String bench, long batch) {
        List<EventLine> lines = new ArrayList<>();
        // A batch that a restore or a crash cut off is closed in the bench's next chain.
        for (String chain : Chains.of(handle, bench)) {
            lines.addAll(Chains.batch(handle, database, chain, batch));
        }
        BatchFold fold = new BatchFold(lines);
        for (String sn : fold.unsettled()) {
            handle
                    .createQuery(
                            "SELECT body FROM event WHERE " + database.field("sn") + " = :sn ORDER BY bench, seq")
                    .bind("sn", sn)
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(ModuleHistory::read)
                    .filter(line -> line.type().equals(EventEncoder.OUTCOME)
                            && !line.text("result").equals(EventEncoder.UNKNOWN))
                    .forEach(fold::settle);
        }
        return fold;
    }

    @Override
    public void close() {
        reading.close();
    }
}
