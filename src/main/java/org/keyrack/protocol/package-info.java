/** The shared protocol core (docs/protocol.md): suites, keys derived, header, DATA, CAS, SAS, receipt, commands and answers. */
package org.keyrack.protocol;
