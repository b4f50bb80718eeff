/** After a batch: worst first, what failed and why, and what to do about it. */
package org.keyrack.ui.results;
