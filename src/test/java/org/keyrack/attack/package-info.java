/** Somebody who knows PINs and every key that he typed, and tries at random to learn a key that was in a card before. */
package org.keyrack.attack;
