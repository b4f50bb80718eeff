/**
 * Orders: which modules may be loaded, how many, with what and until when, as a supervisor signed it; and who is trusted to
 * sign. Records, parsers and checks from bytes alone; the ledger enforces what they say.
 */
package org.keyrack.order;
