/** The last look before anything is written: counts, what cannot be undone, a dry run. */
package org.keyrack.ui.review;
