package org.keyrack.app;

import org.keyrack.unit.As;
import org.keyrack.unit.AsUnit;

/** An AS whose session is open, and what was read from it. */
public record AsHandle(As session, AsUnit unit) {}
