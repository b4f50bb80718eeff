/** The page of all benches: what each of a ledger is at. */
package org.keyrack.ui.floor;
