package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.TrustedKeys;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/**
 * Look-ups in a ledger, for reports and the history. Everything comes from the events, found through the tables beside them.
 * Every method throws {@link LedgerUnreadable} when the database does not answer.
 */
public final class LedgerQuery implements AutoCloseable {
    /** Modules that are looked up in one go. */
    private static final int PAGE = 500;

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

    /**
     * A page of batches, newest first: within a bench by number, between benches by time.
     *
     * @param bench only this bench's; empty takes those of all
     * @param most batches at most, from 1
     */
    public BatchPage batches(Optional<String> bench, PageStart start, int most) {
        return reading.with(handle -> summaries(handle, bench).page(start, most));
    }

    /**
     * The batches of a name, one of each bench that has it.
     *
     * @param bench only this bench's; empty takes those of all
     * @param number empty for the newest of all alone
     */
    public List<BatchSummary> named(Optional<String> bench, Optional<Long> number) {
        return reading.with(handle -> {
            Summaries summaries = summaries(handle, bench);
            return number.map(summaries::numbered)
                    .orElseGet(() -> summaries.page(PageStart.NEWEST, 1).batches());
        });
    }

    /** The newest batch of a bench. */
    Optional<BatchSummary> newest(String bench) {
        return named(Optional.of(bench), Optional.empty()).stream().findFirst();
    }

    /** One batch with all its units and keys; settlements made since are taken in. */
    public Optional<BatchView> batch(BatchId batch) {
        return reading.with(handle -> {
            BatchFold fold = summaries(handle, Optional.of(batch.bench())).fold(batch);
            return fold.begun() ? Optional.of(fold.view(new Hash())) : Optional.empty();
        });
    }

    /** The names of all benches that have written into this ledger. */
    public List<String> benches() {
        return reading.with(
                handle -> List.copyOf(BenchChains.all(handle, database).keySet()));
    }

    /** What a bench is at; empty when it has written nothing. */
    public Optional<BenchNow> bench(String name) {
        return reading.with(handle -> {
            BenchChains chains = BenchChains.of(handle, database, name);
            return chains.last().map(last -> {
                Optional<BatchFold> newest = Optional.of(
                                summaries(handle, Optional.of(name)).fold(new BatchId(name, chains.newest())))
                        .filter(BatchFold::begun);
                Optional<BatchView> batch = newest.map(fold -> fold.view(new Hash()));
                KnownCounters counters = batch.map(
                                view -> counters(handle, view.summary().asId()))
                        .orElse(new KnownCounters(0, 0));
                BenchExports exports = newest.map(fold -> fold.exports(new ExportsCount(handle, database)))
                        .orElse(BenchExports.NOT_KNOWN);
                return new BenchNow(name, last.at(), batch, counters, exports);
            });
        });
    }

    private Summaries summaries(Handle handle, Optional<String> bench) {
        return new Summaries(
                handle,
                database,
                bench.map(name -> Map.of(name, BenchChains.of(handle, database, name)))
                        .orElseGet(() -> BenchChains.all(handle, database)));
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
            Summaries summaries = summaries(handle, Optional.empty());
            Map<BatchId, List<EventLine>> batches = new LinkedHashMap<>();
            for (EventLine line : Chains.ofModule(handle, database, sn.hex())) {
                if (line.has("batch")) {
                    batches.computeIfAbsent(line.batch(), batch -> new ArrayList<>())
                            .add(line);
                }
            }
            List<ModuleVisit> visits = batches.values().stream()
                    .flatMap(lines -> summaries.visit(sn, lines).stream())
                    .toList();
            return BenchOrder.oldestFirst(visits, ModuleVisit::batch);
        });
    }

    /** The newest key of each location of a module that is proved to have been loaded, by any bench. */
    public List<LoadedKey> loadedKeys(SerialNumber sn) {
        return reading.with(handle -> ModuleHistory.of(handle, sn.hex()).loaded());
    }

    /**
     * The certificates of a module: one a batch that has loaded keys into it. No key is needed.
     *
     * @throws LedgerUnreadable also when there is none, saying why
     */
    public List<ModuleCertificate> certificates(SerialNumber sn) {
        return reading.with(handle -> new Certificates(handle, database).of(sn));
    }

    /** The public keys that certificates are verified with, as vkeys: of each chain the one in force. */
    public List<String> verifierKeys() {
        return reading.with(handle -> new Certificates(handle, database).keys());
    }

    /**
     * What a bench asks of a witness: the newest checkpoint of its newest chain.
     *
     * @param old how many lines the witness has seen; empty: so many as one has cosigned
     * @param continued how many lines it has seen of the chain before; 0 when that is not known
     * @throws LedgerUnreadable also when the bench has signed none
     */
    public WitnessRequest witnessRequest(String bench, Optional<Long> old, long continued) {
        return reading.with(handle -> {
            ChainName chain = Chains.of(handle, bench).stream()
                    .reduce((before, next) -> next)
                    .orElseThrow(() -> WitnessRequests.notSigned(ChainName.first(bench)));
            return new WitnessRequests(handle, database)
                    .newest(
                            chain,
                            old.orElseGet(() -> CosignatureTable.newestSize(handle, chain, Optional.empty())),
                            continued);
        });
    }

    /** Which module holds which T, of every module that was prepared or seen in a batch; reads every line of modules. */
    public void holdings(Consumer<ModuleHolding> each) {
        Optional<SerialNumber> after = Optional.empty();
        for (List<SerialNumber> page = holdings(after, each); !page.isEmpty(); page = holdings(after, each)) {
            after = Optional.of(page.get(page.size() - 1));
        }
    }

    private List<SerialNumber> holdings(Optional<SerialNumber> after, Consumer<ModuleHolding> each) {
        return reading.with(handle -> LedgerUnreadable.guard(() -> {
            Holdings holdings = new Holdings(handle, database);
            List<SerialNumber> page = holdings.after(after, PAGE);
            holdings.of(page).forEach(each);
            return page;
        }));
    }

    /** What the ledger knows of an AS (id of 4 bytes): the highest Ctr of its exports and the most acts that it has shown. */
    public KnownCounters counters(Bytes asId) {
        return reading.with(handle -> counters(handle, asId));
    }

    private KnownCounters counters(Handle handle, Bytes asId) {
        return new KnownCounters(
                Chains.highestCtr(handle, database, asId.hex()).orElse(0),
                Chains.highestActs(handle, database, asId.hex()).orElse(0));
    }

    /** When an AS was seen whose counters were not as the ledger had them, newest first. */
    public List<AsDiffered> differences() {
        return reading.with(handle -> AsDifferences.all(handle, database));
    }

    /** Every receipt of a module, oldest first within a bench, with what audits have found of it. */
    public List<KeptReceipt> receipts(SerialNumber sn) {
        return reading.with(handle -> LedgerUnreadable.guard(() -> new ModuleReceipts(handle, database).of(sn)));
    }

    /**
     * SNs of modules that batches have seen, ascending.
     *
     * @param after the last one that is known; empty for the first
     * @param most SNs at most
     */
    public List<SerialNumber> modulesAfter(Optional<SerialNumber> after, int most) {
        return reading.with(handle -> ModuleReceipts.modulesAfter(handle, after, most));
    }

    /** Everything that was written down of the ceremonies of a script (its SHA-256), oldest first within a bench. */
    public List<CeremonyLine> ceremony(Bytes script) {
        return reading.with(handle -> CeremonyLine.of(handle, database, script));
    }

    /** The letters of a key's components that were printed last, by the key's KCV. */
    public Optional<LettersPrinted> letters(Kcv kcv) {
        return reading.with(handle -> CeremonyLine.letters(handle, database, kcv));
    }

    /** What orders call this ledger: 16 hexadecimal digits. */
    public String ledgerId() {
        return reading.with(OrderBook::ledgerId);
    }

    /** Whose signatures of orders count. */
    public TrustedKeys trustedKeys() {
        return reading.with(handle -> OrderBook.trusted(handle, database));
    }

    /** The numbers of all orders, open or closed. */
    public List<String> orders() {
        return reading.with(OrderBook::numbers);
    }

    /**
     * How an order stands, counted from the lines.
     *
     * @throws OrderException when there is none of this number, or its lines were changed
     */
    public OrderView order(String number) throws OrderException {
        List<OrderException> refused = new ArrayList<>();
        Optional<OrderView> view = reading.with(handle -> {
            try {
                OrderBook.Entry entry =
                        OrderBook.entry(handle, number).orElseThrow(() -> new OrderException(Cause.NOT_OPEN, number));
                return Optional.of(OrderCount.of(handle, database, entry));
            } catch (OrderException why) {
                refused.add(why);
                return Optional.empty();
            }
        });
        return view.orElseThrow(() -> refused.get(0));
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

    @Override
    public void close() {
        reading.close();
    }
}
