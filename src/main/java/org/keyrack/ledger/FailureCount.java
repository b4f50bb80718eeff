package org.keyrack.ledger;

import java.time.LocalDate;

/**
 * Failed or unknown tries of one cause on one day.
 *
 * @param day in UTC
 * @param cause stable id of the cause
 */
public record FailureCount(LocalDate day, String cause, int count) {}
