package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.ledger.BatchPage;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.CeremonyLine;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.ledger.KnownCounters;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.ModuleCertificate;
import org.keyrack.ledger.ModuleHolding;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.OrderView;
import org.keyrack.ledger.PageStart;
import org.keyrack.ledger.SignedHead;
import org.keyrack.order.OrderException;
import org.keyrack.order.TrustedKeys;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.BatchFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reports come from: a ledger, also while a bench works on it, and the heads that this bench keeps outside of it.
 * Methods throw {@link LedgerUnreadable}.
 */
public final class ReportSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportSource.class);

    private final LedgerQuery query;
    private final HeadsFolder heads;

    public ReportSource(LedgerQuery query, HeadsFolder heads) {
        this.query = query;
        this.heads = heads;
    }

    /**
     * A page of batches, newest first.
     *
     * @param bench only this bench's; empty takes those of all
     * @param most batches at most, from 1
     */
    public BatchPage batches(Optional<String> bench, PageStart start, int most) {
        return query.batches(bench, start, most);
    }

    /**
     * The batches of a name, one of each bench that has it.
     *
     * @param bench only this bench's; empty takes those of all
     * @param number empty for the newest of all alone
     */
    public List<BatchSummary> named(Optional<String> bench, Optional<Long> number) {
        return query.named(bench, number);
    }

    /** One batch with all its units and keys. */
    public Optional<BatchFacts> batch(BatchId batch) {
        return query.batch(batch).map(view -> new BatchFacts(view, signed(view.summary())));
    }

    /**
     * Modules of any batch whose SN holds these digits, ascending.
     *
     * @param part 1 to 16 hexadecimal digits
     * @param most at most so many
     */
    public List<SerialNumber> modulesWith(String part, int most) {
        return query.modulesWith(part, most);
    }

    /** Where a module was loaded, by whom and from which AS: every batch it was in, oldest first. */
    public List<ModuleVisit> module(SerialNumber sn) {
        return query.module(sn);
    }

    /**
     * The certificates of a module: one a batch that has loaded keys into it.
     *
     * @throws LedgerUnreadable also when there is none, saying why
     */
    public List<ModuleCertificate> certificates(SerialNumber sn) {
        return query.certificates(sn);
    }

    /** Which module holds which T, of every module that was prepared or seen in a batch. */
    public void holdings(Consumer<ModuleHolding> each) {
        query.holdings(each);
    }

    /** What the ledger knows of an AS (id of 4 bytes): the highest Ctr of its exports and the most acts that it has shown. */
    public KnownCounters counters(Bytes asId) {
        return query.counters(asId);
    }

    /** When an AS was seen whose counters were not as the ledger had them, newest first. */
    public List<AsDiffered> differences() {
        return query.differences();
    }

    /** Every receipt of a module, oldest first within a bench, with what audits have found of it. */
    public List<KeptReceipt> receipts(SerialNumber sn) {
        return query.receipts(sn);
    }

    /**
     * SNs of modules that batches have seen, ascending.
     *
     * @param after the last one that is known; empty for the first
     * @param most SNs at most
     */
    public List<SerialNumber> modulesAfter(Optional<SerialNumber> after, int most) {
        return query.modulesAfter(after, most);
    }

    /** The benches that have written into the ledger. */
    public List<String> benches() {
        return query.benches();
    }

    /** What a bench asks of a witness; as {@link LedgerQuery#witnessRequest}. */
    public WitnessRequest witnessRequest(String bench, Optional<Long> old, long continued) {
        return query.witnessRequest(bench, old, continued);
    }

    /** The public keys that certificates are verified with, as vkeys. */
    public List<String> verifierKeys() {
        return query.verifierKeys();
    }

    /** Everything that was written down of the ceremonies of a script (its SHA-256), oldest first within a bench. */
    public List<CeremonyLine> ceremony(Bytes script) {
        return query.ceremony(script);
    }

    /** The letters of a key's components that were printed last, by the key's KCV. */
    public Optional<LettersPrinted> letters(Kcv kcv) {
        return query.letters(kcv);
    }

    /** What orders call this ledger: 16 hexadecimal digits. */
    public String ledgerId() {
        return query.ledgerId();
    }

    /** Whose signatures of orders count. */
    public TrustedKeys trustedKeys() {
        return query.trustedKeys();
    }

    /** The numbers of all orders, open or closed. */
    public List<String> orders() {
        return query.orders();
    }

    /**
     * How an order stands, counted from the lines.
     *
     * @throws OrderException when there is none of this number, or its lines were changed
     */
    public OrderView order(String number) throws OrderException {
        return query.order(number);
    }

    private Optional<SignedHead> signed(BatchSummary batch) {
        try {
            return heads.vouchingFor(batch.chain(), batch.head().seq());
        } catch (LedgerException e) {
            // A report without its signed head says so; the rest of it holds.
            LOG.warn("No signed head: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        query.close();
    }
}
