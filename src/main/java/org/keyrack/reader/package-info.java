/** The port to a bench of readers. {@code reader.pcsc} is the real one, {@code reader.sim} the virtual bench. */
package org.keyrack.reader;
