/** What the window knows of bench and run, as JavaFX state: the live bench, the board of a run, the shelf. */
package org.keyrack.ui.rackstate;
