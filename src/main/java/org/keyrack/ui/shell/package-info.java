/** The window around the wizard: its rail, keys and composition of steps. */
package org.keyrack.ui.shell;
