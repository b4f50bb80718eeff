package org.keyrack.journal;

import java.util.Locale;

/** The steps from a blank card to a unit, in their order. */
public enum PreparationStep {
    /** The package is loaded. */
    PACKAGE,
    /** The keys of the card's issuer are replaced. */
    ISSUER_KEYS,
    /** The applet is installed with a Kperso of its own; what was there of a preparation that broke off is deleted. */
    INSTALL,
    /** SN of an EI; id, label and the three PINs of an AS. */
    IDENTITY,
    /** The transport keys. */
    TRANSPORT_KEYS,
    /** The locations of an EI. */
    LOCATIONS,
    /** The keys and the locks of an AS. */
    KEYS,
    /** The unit is taken to its last state. */
    STATE,
    /** The card is taken to SECURED. */
    SECURED;

    /** As lines of the ledger write it: issuer-keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
