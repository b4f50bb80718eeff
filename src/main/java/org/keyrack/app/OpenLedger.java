package org.keyrack.app;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keyrack.hook.Hooks;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.History;
import org.keyrack.journal.Journal;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.PreparationRecords;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerOrders;
import org.keyrack.ledger.LedgerPeople;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.LedgerWitness;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.Recovery;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ledger in use: the run's journal, the plan's history, what reading a module settles, and its reports. */
public final class OpenLedger implements Journal, History, PreparationRecords, Settler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenLedger.class);

    private final Ledger ledger;
    private final Journal journal;
    private final ReportSource records;
    private final Hooks hooks;
    private final Path printed;

    /** @param heads where this bench keeps its heads outside of the ledger */
    public OpenLedger(Ledger ledger, HeadsFolder heads) {
        this(ledger, heads, Hooks.none());
    }

    /** @param hooks what is called when something has happened in a batch of this ledger */
    public OpenLedger(Ledger ledger, HeadsFolder heads, Hooks hooks) {
        this(ledger, ledger, new ReportSource(ledger.query(), heads), hooks, heads.beside("printed"));
    }

    private OpenLedger(Ledger ledger, Journal journal, ReportSource records, Hooks hooks, Path printed) {
        this.ledger = ledger;
        this.journal = journal;
        this.records = records;
        this.hooks = hooks;
        this.printed = printed;
    }

    /** The same ledger with something in front of its journal, for whoever measures or disturbs what is committed. */
    public OpenLedger behind(UnaryOperator<Journal> front) {
        return new OpenLedger(ledger, front.apply(journal), records, hooks, printed);
    }

    /** The bench's name: batches are numbered on each bench. */
    public String bench() {
        return ledger.bench();
    }

    /** What reports are made from. */
    public ReportSource records() {
        return records;
    }

    /** Who works on the benches. */
    public LedgerPeople people() {
        return ledger.people();
    }

    /** What this bench does as a witness of others. */
    public LedgerWitness witness() {
        return ledger.witness();
    }

    /** What is done with orders. */
    public LedgerOrders orders() {
        return ledger.orders();
    }

    /**
     * Shows every bench of this ledger now and after each change, on the caller's thread, by connections of its own.
     *
     * @param ended asked about once a second: whether nobody looks any more
     * @throws LedgerException when the ledger is gone
     */
    public void followFloor(Consumer<Floor.View> show, BooleanSupplier ended)
            throws LedgerException, InterruptedException {
        Floor.follow(ledger.location(), show, ended);
    }

    /** Where this bench writes down what batches of this ledger have printed by themselves. */
    Path printed() {
        return printed;
    }

    /** What is called when something has happened in a batch. */
    public Hooks hooks() {
        return hooks;
    }

    @Override
    public long nextBatch() throws JournalUnavailable {
        return journal.nextBatch();
    }

    @Override
    public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
        journal.commit(events);
    }

    @Override
    public List<OpenDownload> openDownloads(SerialNumber sn) {
        return ledger.openDownloads(sn);
    }

    @Override
    public List<LoadedKey> loadedKeys(SerialNumber sn) {
        return ledger.loadedKeys(sn);
    }

    @Override
    public long nextPreparation() throws JournalUnavailable {
        return ledger.nextPreparation();
    }

    @Override
    public OptionalLong highestCtr(Bytes asId) {
        return ledger.highestCtr(asId);
    }

    @Override
    public OptionalLong highestActs(Bytes asId) {
        return ledger.highestActs(asId);
    }

    @Override
    public boolean hasSerial(SerialNumber sn) {
        return ledger.hasSerial(sn);
    }

    @Override
    public Optional<SerialNumber> highestSerial(SerialNumber from, SerialNumber to) {
        return ledger.highestSerial(from, to);
    }

    @Override
    public Optional<SerialNumber> freeSerial(SerialNumber from, SerialNumber to) {
        return ledger.freeSerial(from, to);
    }

    @Override
    public Optional<SerialNumber> unfinished(Bytes card, Optional<SerialNumber> shown) {
        return ledger.unfinished(card, shown);
    }

    @Override
    public Optional<Bytes> planOf(SerialNumber sn) {
        return ledger.planOf(sn);
    }

    @Override
    public SortedMap<SerialNumber, HeldTransportKey> transportKeys() {
        return ledger.transportKeys();
    }

    @Override
    public boolean settled(OpenDownload open, Optional<Loaded> loaded) {
        try {
            return ledger.settle(open, loaded);
        } catch (JournalUnavailable e) {
            LOG.warn("A settled download could not be written down, it stays open: {}", e.getMessage());
            return false;
        }
    }

    /**
     * Puts a module aside that a batch of this bench has seen.
     *
     * @param operator who does it
     * @return false when none has
     * @throws JournalUnavailable when the ledger cannot write
     */
    public boolean setAside(SerialNumber sn, String operator) throws JournalUnavailable {
        Optional<ModuleVisit> visit = records.module(sn).stream()
                .filter(each -> each.batch().id().bench().equals(bench()))
                .max(Comparator.comparing(each -> each.batch().id().number()));
        if (visit.isEmpty()) {
            return false;
        }
        ledger.setAside(visit.get(), TypedName.cleaned(operator));
        return true;
    }

    /**
     * What earlier runs left to be done. Ask before the first batch begins.
     *
     * @throws InputException when the ledger cannot be read
     */
    public Recovery recover() throws InputException {
        try {
            return ledger.recover();
        } catch (LedgerUnreadable e) {
            throw new InputException(SentenceException.said(e), e);
        }
    }

    /** A hook that is at work gets the time that it may take. */
    @Override
    public void close() {
        try {
            hooks.await(Hooks.LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hooks.close();
        ledger.close();
    }
}
