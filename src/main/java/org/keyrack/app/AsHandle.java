package org.keyrack.app;

import org.keyrack.unit.AsSession;
import org.keyrack.unit.AsUnit;

/** An AS whose session is open, and what was read from it. */
public record AsHandle(AsSession session, AsUnit unit) {}
