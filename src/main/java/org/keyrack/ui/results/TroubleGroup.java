package org.keyrack.ui.results;

import java.util.List;

/**
 * Modules with one cause.
 *
 * @param kind what can be done about it
 * @param sentence cause, then action
 * @param troubles the modules, at least one
 */
public record TroubleGroup(Kind kind, String sentence, List<UnfinishedModule> troubles) {
    public TroubleGroup {
        troubles = List.copyOf(troubles);
    }

    /** What kind of trouble, the worst first. */
    public enum Kind {
        /** In or not in: to be checked before anything else. */
        UNKNOWN("mdi2h-help-rhombus"),
        FAILED("mdi2a-alert-octagon"),
        /** The plan left it out; nothing was written. */
        REFUSED("mdi2c-cancel"),
        /** The run was stopped before it was finished. */
        STOPPED("mdi2s-stop-circle-outline");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        /** Ikonli's name of its icon. */
        public String icon() {
            return icon;
        }

        /** Whether a new try is safe. */
        public boolean retriable() {
            return this != UNKNOWN;
        }
    }
}
