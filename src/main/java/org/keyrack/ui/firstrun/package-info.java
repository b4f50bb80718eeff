/** The first screen: language, theme, the virtual bench. */
package org.keyrack.ui.firstrun;
