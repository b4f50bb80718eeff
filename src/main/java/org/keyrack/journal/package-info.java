/** What any producer of events tells the ledger, and the records that plans look back at. */
package org.keyrack.journal;
