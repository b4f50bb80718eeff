package org.keyrack.ledger;

/**
 * One batch that a module was in: where it was loaded, by whom, from which AS.
 *
 * @param batch the batch, with bench, operator and set
 * @param unit what happened to the module in it; each key names its AS
 */
public record ModuleVisit(BatchSummary batch, UnitRecord unit) {}
