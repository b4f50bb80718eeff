/** The virtual bench: cards made of software, in this process or as cards of a real pcscd. */
package org.keyrack.reader.sim;
