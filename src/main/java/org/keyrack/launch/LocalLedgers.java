package org.keyrack.launch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.language.Languages;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.Recovery;
import org.keyrack.ledger.SignedHead;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.BatchFacts;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledgers of this user: one for real modules, one for the virtual bench, whose modules are no modules. */
final class LocalLedgers implements LedgerSource {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLedgers.class);

    @Override
    public OpenLedger open(Optional<String> location, boolean simulated) throws InputException {
        return open(settings(location, simulated));
    }

    @Override
    public OpenLedger throwaway(Path folder) throws InputException {
        return open(LedgerSettings.in(folder, bench()));
    }

    private static OpenLedger open(LedgerSettings settings) throws InputException {
        try {
            Ledger ledger = Ledger.open(settings, LocalLedgers::sayThatItWaits, World.real());
            return new Open(ledger, new Records(ledger.query(), new HeadsFolder(settings.heads())));
        } catch (LedgerException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    /** On the terminal too: whoever started the program there would think that it hangs. */
    private static void sayThatItWaits(LedgerProblem problem) {
        String sentence = new CauseTexts(Languages.now()).sentence(problem);
        LOG.warn("{}", sentence);
        System.err.println(sentence);
    }

    @Override
    public OpenRecords read(Optional<String> location, boolean simulated) throws InputException {
        LedgerSettings settings = settings(location, simulated);
        try {
            return new Records(LedgerQuery.open(settings.location()), new HeadsFolder(settings.heads()));
        } catch (LedgerException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private static LedgerSettings settings(Optional<String> location, boolean simulated) throws InputException {
        return settings(
                LedgerSettings.location(location, System.getenv(), simulated),
                bench(),
                Places.here().ledger(simulated));
    }

    static LedgerSettings settings(Optional<String> location, String bench, Path folder) throws InputException {
        try {
            return LedgerSettings.of(location, bench, folder);
        } catch (IllegalArgumentException badName) {
            // Of the bench, in KEYRACK_BENCH, or of the file.
            throw new InputException(badName.getMessage(), badName);
        }
    }

    /** The bench's name: {@code KEYRACK_BENCH}, else the computer's. */
    static String bench() {
        String named = System.getenv("KEYRACK_BENCH");
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            return host.isEmpty() ? "bench" : host.substring(0, Math.min(32, host.length()));
        } catch (UnknownHostException e) {
            return "bench";
        }
    }

    /** Batches with the heads that this bench keeps outside of the ledger. */
    private record Records(LedgerQuery query, HeadsFolder heads) implements OpenRecords {
        @Override
        public List<BatchSummary> batches() {
            return query.batches();
        }

        @Override
        public Optional<BatchFacts> batch(BatchId batch) {
            return query.batch(batch).map(view -> new BatchFacts(view, signed(view.summary())));
        }

        @Override
        public List<SerialNumber> modulesWith(String part, int most) {
            return query.modulesWith(part, most);
        }

        @Override
        public List<ModuleVisit> module(SerialNumber sn) {
            return query.module(sn);
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

    private record Open(Ledger ledger, Records records) implements OpenLedger {
        @Override
        public String bench() {
            return ledger.bench();
        }

        @Override
        public List<BatchSummary> batches() {
            return records.batches();
        }

        @Override
        public Optional<BatchFacts> batch(BatchId batch) {
            return records.batch(batch);
        }

        @Override
        public List<SerialNumber> modulesWith(String part, int most) {
            return records.modulesWith(part, most);
        }

        @Override
        public List<ModuleVisit> module(SerialNumber sn) {
            return records.module(sn);
        }

        @Override
        public long nextBatch() throws JournalUnavailable {
            return ledger.nextBatch();
        }

        @Override
        public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
            ledger.commit(events);
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
        public boolean settled(OpenDownload open, Optional<Loaded> loaded) {
            try {
                ledger.settle(open, loaded);
                return true;
            } catch (JournalUnavailable e) {
                LOG.warn("A settled download could not be written down, it stays open: {}", e.getMessage());
                return false;
            }
        }

        @Override
        public Recovery recover() throws InputException {
            try {
                return ledger.recover();
            } catch (LedgerUnreadable e) {
                throw new InputException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            ledger.close();
        }
    }
}
