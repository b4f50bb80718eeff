/** Ceremonies: a script of people and acts, and the acts one after another while the card of an AS is prepared. */
package org.keyrack.prepare.ceremony;
