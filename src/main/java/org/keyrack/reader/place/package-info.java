/** Places of the bench that take no cards: an AS in a token or in a file of this computer. */
package org.keyrack.reader.place;
