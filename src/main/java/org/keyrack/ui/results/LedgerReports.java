package org.keyrack.ui.results;

import java.util.Optional;
import org.keyrack.app.LedgerSource.OpenLedger;

/** Reports from the ledger. */
final class LedgerReports {
    private LedgerReports() {}

    /** What writes reports of this ledger. */
    static Optional<Reports> of(OpenLedger ledger) {
        return Optional.of(ledger).filter(Reports.class::isInstance).map(Reports.class::cast);
    }
}
