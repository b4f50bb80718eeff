package org.keyrack.journal;

import org.keyrack.protocol.Kcv;

/**
 * The T that a module was given last, as far as the ledger knows.
 *
 * @param version tVersion, 01 to FF
 * @param kcv KCV(T)
 */
public record HeldTransportKey(int version, Kcv kcv) {}
