/** What the operator chose: language, theme, size, slot labels, the window's place; kept between starts. */
package org.keyrack.ui.settings;
