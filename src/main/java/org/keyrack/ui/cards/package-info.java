/** The step Cards: what the issuer's side of each card holds, and what is done to it. */
package org.keyrack.ui.cards;
