/** The rack as a grid of tiles, and the step Rack that shows it before anything is written. */
package org.keyrack.ui.rack;
