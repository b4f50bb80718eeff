/** The real bench: readers behind PC/SC, through jnasmartcardio or the JDK's own provider. */
package org.keyrack.reader.pcsc;
