/** The rack as tiles, and what is shown of one unit. */
package org.keyrack.ui.tiles;
