package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.protocol.SerialNumber;

/**
 * Look-ups in a ledger, for reports and the history. Everything comes from the events, found through the tables beside them.
 * Every method throws {@link LedgerUnreadable} when the database does not answer.
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

    /** All batches of all benches, newest first: within a bench by number, between benches by time. */
    public List<BatchSummary> batches() {
        return batches(Map.of(), Integer.MAX_VALUE);
    }

    /**
     * A page of batches of all benches, newest first: within a bench by number, between benches by time.
     *
     * @param shown the lowest number of each bench on the pages before; empty for the first page
     * @param most batches at most
     */
    public List<BatchSummary> batches(Map<String, Long> shown, int most) {
        return reading.with(handle -> {
            List<Deque<EventLine>> benches = new ArrayList<>();
            for (String bench : benches(handle)) {
                long below = shown.getOrDefault(bench, Long.MAX_VALUE);
                benches.add(new ArrayDeque<>(starts(handle, bench, below, most)));
            }
            List<BatchSummary> page = new ArrayList<>();
            while (page.size() < most) {
                Optional<Deque<EventLine>> newest = benches.stream()
                        .filter(starts -> !starts.isEmpty())
                        .max(Comparator.comparing(starts -> starts.getFirst().at()));
                if (newest.isEmpty()) {
                    break;
                }
                summary(handle, newest.get().removeFirst()).ifPresent(page::add);
            }
            return page;
        });
    }

    /** The newest batch of a bench. */
    Optional<BatchSummary> latest(String bench) {
        return reading.with(handle ->
                starts(handle, bench, Long.MAX_VALUE, 1).stream().findFirst().flatMap(start -> summary(handle, start)));
    }

    private static List<String> benches(Handle handle) {
        return Chains.all(handle).stream().map(ChainName::bench).distinct().toList();
    }

    /** Starts of a bench's batches, highest number first; each number once. */
    private List<EventLine> starts(Handle handle, String bench, long below, int most) {
        Map<Long, EventLine> numbered = new TreeMap<>(Comparator.reverseOrder());
        for (ChainName chain : Chains.of(handle, bench)) {
            Chains.starts(handle, database, chain, below, most)
                    .forEach(start -> numbered.put(start.number("batch"), start));
        }
        return numbered.values().stream().limit(most).toList();
    }

    /**
     * The end's own totals serve. A batch is counted module by module when its end does not tell how it stands now: a key was
     * unknown, a module was put aside, the batch is in work or an older program wrote it.
     */
    private Optional<BatchSummary> summary(Handle handle, EventLine start) {
        BatchId batch = start.batch();
        List<ChainName> chains = Chains.of(handle, batch.bench());
        Optional<BatchSummary> counted = Chains.end(handle, database, chains, batch.number())
                .flatMap(end -> new BatchFold(List.of(start, end)).summaryOfEnds(new Hash()))
                .filter(ended -> ended.counts().of(KeyClass.UNKNOWN) == 0)
                .filter(ended -> !Chains.setAside(handle, database, chains, batch.number()));
        return counted.or(() -> Optional.of(fold(handle, batch))
                .filter(BatchFold::begun)
                .map(fold -> fold.view(new Hash()).summary()));
    }

    /** One batch with all its units and keys; settlements made since are taken in. */
    public Optional<BatchView> batch(BatchId batch) {
        return reading.with(handle -> {
            BatchFold fold = fold(handle, batch);
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
        return reading.with(handle -> handle
                .createQuery("SELECT sn FROM module WHERE sn LIKE :part ORDER BY sn LIMIT :most")
                .bind("part", "%" + part.toLowerCase(Locale.ROOT) + "%")
                .bind("most", most)
                .mapTo(String.class)
                .list()
                .stream()
                .map(SerialNumber::parse)
                .toList());
    }

    /** Where a module was loaded, by whom and from which AS: every batch it was in, oldest first within a bench. */
    public List<ModuleVisit> module(SerialNumber sn) {
        return reading.with(handle -> {
            Map<BatchId, List<EventLine>> batches = new LinkedHashMap<>();
            for (EventLine line : Chains.ofModule(handle, database, sn.hex())) {
                if (line.has("batch")) {
                    batches.computeIfAbsent(line.batch(), name -> new ArrayList<>())
                            .add(line);
                }
            }
            List<ModuleVisit> visits = new ArrayList<>();
            for (List<EventLine> lines : batches.values()) {
                visit(handle, sn, lines).ifPresent(visits::add);
            }
            return BenchOrder.oldestFirst(visits, ModuleVisit::batch);
        });
    }

    /** The module's own lines between the batch's first and last tell all of it; no other module's are read. */
    private Optional<ModuleVisit> visit(Handle handle, SerialNumber sn, List<EventLine> own) {
        BatchId batch = own.get(0).batch();
        List<ChainName> chains = Chains.of(handle, batch.bench());
        Optional<EventLine> start = chains.stream()
                .flatMap(chain -> Chains.starts(handle, database, chain, batch.number() + 1, 1).stream())
                .filter(line -> line.batch().equals(batch))
                .reduce((first, last) -> last);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        List<EventLine> lines = new ArrayList<>(List.of(start.get()));
        lines.addAll(own);
        Chains.end(handle, database, chains, batch.number()).ifPresent(lines::add);
        BatchFold fold = new BatchFold(lines);
        settle(handle, fold);
        return summary(handle, start.get())
                .flatMap(summary -> fold.view(new Hash()).units().stream()
                        .filter(unit -> unit.is(sn))
                        .findFirst()
                        .map(unit -> new ModuleVisit(summary, unit)));
    }

    /** The newest key of each location of a module that is proved to have been loaded, by any bench. */
    public List<LoadedKey> loadedKeys(SerialNumber sn) {
        return reading.with(handle -> ModuleHistory.of(handle, sn.hex()).loaded());
    }

    /** Downloads of all benches whose outcome is not known and that no running batch has in work. */
    public List<OpenDownload> openDownloads() {
        return open(download -> true);
    }

    /** The same of one bench. */
    List<OpenDownload> openDownloads(String bench) {
        return open(download -> download.batch().bench().equals(bench));
    }

    private List<OpenDownload> open(Predicate<ModuleHistory.Open> wanted) {
        return reading.with(handle -> ModuleHistory.unknown(handle).stream()
                .filter(wanted)
                .map(ModuleHistory.Open::download)
                .toList());
    }

    private BatchFold fold(Handle handle, BatchId batch) {
        List<EventLine> lines = new ArrayList<>();
        // A batch that a restore or a crash cut off is closed in the bench's next chain.
        for (ChainName chain : Chains.of(handle, batch.bench())) {
            lines.addAll(Chains.batch(handle, database, chain, batch.number()));
        }
        BatchFold fold = new BatchFold(lines);
        settle(handle, fold);
        return fold;
    }

    private static void settle(Handle handle, BatchFold fold) {
        fold.unsettled()
                .forEach(exported -> ModuleHistory.settlement(handle, exported).ifPresent(fold::settle));
    }

    @Override
    public void close() {
        reading.close();
    }
}
