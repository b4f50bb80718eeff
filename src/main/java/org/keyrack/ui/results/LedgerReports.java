package org.keyrack.ui.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource.OpenLedger;

/** Reports from the ledger of the bench that is open. */
final class LedgerReports implements Reports {
    private final OpenLedger ledger;

    private LedgerReports(OpenLedger ledger) {
        this.ledger = ledger;
    }

    /** What writes reports of this ledger. */
    static Optional<Reports> of(OpenLedger ledger) {
        return Optional.of(new LedgerReports(ledger));
    }

    @Override
    public void write(Form form, long batch, Locale locale, Path file) throws IOException {
        try {
            org.keyrack.app.Reports reports = org.keyrack.app.Reports.of(ledger, ledger.bench(), batch, locale);
            switch (form) {
                case PDF -> reports.pdf(file);
                case CSV -> reports.csv(file);
                case JSON -> reports.json(file);
                case LABELS -> reports.labels(file);
            }
        } catch (InputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
