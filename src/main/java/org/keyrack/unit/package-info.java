/** Sessions with an AS and with an EI, one method per command, and what was read from each. */
package org.keyrack.unit;
