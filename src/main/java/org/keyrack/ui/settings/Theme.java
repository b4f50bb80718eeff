package org.keyrack.ui.settings;

/** Which colours the window has. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
}
