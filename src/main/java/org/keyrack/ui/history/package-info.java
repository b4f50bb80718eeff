/** What the ledger remembers: batches, where a module was loaded, what a batch left to be done, batches compared. */
package org.keyrack.ui.history;
