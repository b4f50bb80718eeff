package org.keyrack.protocol;

/** The step of a download at which something failed, as the triage shows it. */
public enum ProtocolStep {
    /** The applet was selected. */
    SELECT,
    /** The unit was read: GET DATA. */
    IDENTITY,
    /** SN was compared: is it the module that was planned, and of this set? */
    SN,
    /** INITIATE was asked. */
    INITIATE,
    /** R was checked: fresh, outstanding. */
    R,
    /** A PIN was checked. */
    PIN,
    /** The AS was asked for the key. */
    EXPORTKEY,
    /** The EI compared CAS with CEI. */
    CAS,
    /** The EI compared SAS with SEI. */
    SAS,
    /** The EI checked the location. */
    REF2,
    /** The EI stored the key. */
    STORE,
    /** The receipt was compared with V. */
    RECEIPT,
    /** A unit was being personalized. */
    PERSONALIZATION
}
