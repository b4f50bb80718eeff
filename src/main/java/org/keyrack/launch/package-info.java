/** The composition root: wiring by hand. */
package org.keyrack.launch;
