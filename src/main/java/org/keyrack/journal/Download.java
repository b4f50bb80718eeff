package org.keyrack.journal;

import org.keyrack.protocol.SerialNumber;

/**
 * Names one download: which key of the AS goes to which location of which EI, in which try of this run.
 *
 * @param sn the module
 * @param reader the reader it is in
 * @param ref1 the key of the AS, 0000 to FFFF
 * @param ref2 the location of the EI, 0000 (its T) to FFFF
 * @param attempt 1 for the first try in this run
 */
public record Download(SerialNumber sn, String reader, int ref1, int ref2, int attempt) {}
