/** A batch in work: what its events tell, the live rack, pause, stop, and an AS that went away. */
package org.keyrack.ui.run;
