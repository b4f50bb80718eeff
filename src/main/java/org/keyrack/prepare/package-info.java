/** Blank cards to units: plans, the steps that a card still needs, many cards at once. */
package org.keyrack.prepare;
