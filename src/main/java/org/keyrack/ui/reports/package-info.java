/** Reports and labels of a batch, from the ledger: shared by Results and History. */
package org.keyrack.ui.reports;
