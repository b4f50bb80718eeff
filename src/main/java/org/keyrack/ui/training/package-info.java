/** Lessons on the virtual bench, and the hands that its cards need. */
package org.keyrack.ui.training;
