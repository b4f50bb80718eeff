package org.keyrack.ui.history;

import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.ModuleVisit;

/** A row of a tree of modules and their keys. */
sealed interface HistoryRow {
    /** The module in its batch. */
    ModuleVisit visit();

    /** A module in a batch. */
    record Module(ModuleVisit visit) implements HistoryRow {}

    /** One of its keys: the last try. */
    record Key(ModuleVisit visit, KeyRecord key) implements HistoryRow {}
}
