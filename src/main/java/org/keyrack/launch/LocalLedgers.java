package org.keyrack.launch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.ReportSource;
import org.keyrack.hook.Hooks;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledgers of this user: one for real modules, one for the virtual bench, whose modules are no modules. */
final class LocalLedgers implements LedgerSource {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLedgers.class);

    @Override
    public OpenLedger open(Optional<String> location, boolean simulated) throws InputException {
        return open(settings(location, simulated), Hooks.in(Places.here().hooks(), bench()));
    }

    @Override
    public OpenLedger throwaway(Path folder) throws InputException {
        return open(LedgerSettings.in(folder, bench()), Hooks.none());
    }

    private static OpenLedger open(LedgerSettings settings, Hooks hooks) throws InputException {
        try {
            Ledger ledger = Ledger.open(settings, LocalLedgers::sayThatItWaits, World.real());
            return new OpenLedger(ledger, new HeadsFolder(settings.heads()), hooks);
        } catch (LedgerException e) {
            hooks.close();
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
    public ReportSource read(Optional<String> location, boolean simulated) throws InputException {
        LedgerSettings settings = settings(location, simulated);
        try {
            return new ReportSource(LedgerQuery.open(settings.location()), new HeadsFolder(settings.heads()));
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
            throw new InputException(SentenceException.said(badName), badName);
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
}
