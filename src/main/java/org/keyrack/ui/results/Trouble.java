package org.keyrack.ui.results;

import java.util.Optional;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.rackstate.UnitProgress;

/**
 * A module that is not finished.
 *
 * @param sn what a retry is bound to
 * @param reader where it was seen last
 * @param unit how far it came; empty when the plan refused it before anything was written
 */
public record Trouble(SerialNumber sn, String reader, Optional<UnitProgress> unit) {}
