package org.keyrack.ui.results;

import java.util.Optional;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.rackstate.UnitProgress;

/**
 * A module that is not finished.
 *
 * @param sn what a retry is bound to; empty for a card that could not be read
 * @param reader where it was seen last
 * @param unit how far it came; empty when nothing was begun with it
 */
public record UnfinishedModule(Optional<SerialNumber> sn, String reader, Optional<UnitProgress> unit) {}
