package org.keyrack.cli;

import org.keyrack.app.Floor;

/** How the floor is shown. */
interface FloorText {
    /** Shows it. */
    void show(Floor.View floor);
}
