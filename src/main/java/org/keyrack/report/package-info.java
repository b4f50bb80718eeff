/** Reports from the ledger and nothing else: PDF, CSV, JSON, labels, and how batches compare over time. */
package org.keyrack.report;
