/** The real bench: readers behind PC/SC, through a provider of its own or the JDK's. */
package org.keyrack.reader.pcsc;
