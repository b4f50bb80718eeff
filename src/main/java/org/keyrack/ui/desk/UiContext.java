package org.keyrack.ui.desk;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrack.app.BenchSource;
import org.keyrack.app.LedgerSource;
import org.keyrack.printer.Printers;
import org.keyrack.ui.kit.DesktopBus;

/**
 * What the window needs of the world around it.
 *
 * @param benches opens benches
 * @param ledgers opens ledgers
 * @param printers what labels and reports are printed on
 * @param desktop shows notifications
 * @param settings folder for the settings; exists
 * @param data folder of the ledger and the bench key; exists
 * @param logs folder of the logs; exists
 * @param version the program's version
 * @param profile a profile to open at the start, from a file association; it is shown, never run by itself
 */
public record UiContext(
        BenchSource benches,
        LedgerSource ledgers,
        Printers printers,
        DesktopBus desktop,
        Path settings,
        Path data,
        Path logs,
        String version,
        Optional<Path> profile) {}
