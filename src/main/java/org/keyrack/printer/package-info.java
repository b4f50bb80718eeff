/** Finished pages to the printers of this computer, and what was handed to them. */
package org.keyrack.printer;
