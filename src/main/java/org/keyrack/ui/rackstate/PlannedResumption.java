package org.keyrack.ui.rackstate;

import org.keyrack.app.Resumption;
import org.keyrack.plan.Profile;

/**
 * A batch whose rest is planned.
 *
 * @param left what it left
 * @param profile the one that it ran with
 */
public record PlannedResumption(Resumption left, Profile profile) {}
