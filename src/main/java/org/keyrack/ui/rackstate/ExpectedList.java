package org.keyrack.ui.rackstate;

import org.keyrack.journal.ExpectedUnits;

/**
 * The modules that a rack should hold, as a list said.
 *
 * @param name the file's name
 */
public record ExpectedList(String name, ExpectedUnits units) {}
