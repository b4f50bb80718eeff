package org.keyrack.applet;

/** Status words (protocol.md); the constants are compiled in and cost nothing on the card. */
interface Sw {
    short MORE_ENTRIES = (short) 0x6310;
    short PROOF_WRONG = (short) 0x6300;
    short PIN_WRONG = (short) 0x63C0;
    short WRONG_LENGTH = (short) 0x6700;
    short NOT_FOR_THIS_KEY = (short) 0x6981;
    short PIN_NOT_VERIFIED = (short) 0x6982;
    short PIN_BLOCKED = (short) 0x6983;
    short NO_RANDOM = (short) 0x6984;
    short NO_ROOM = (short) 0x6A84;
    short WRONG_STATE = (short) 0x6985;
    short NOT_ALLOWED = (short) 0x6986;
    short CERTIFICATE_WRONG = (short) 0x6988;
    short MALFORMED = (short) 0x6A80;
    short SUITE_NOT_SUPPORTED = (short) 0x6A81;
    short NO_SUCH_APPLET = (short) 0x6A82;
    short WRONG_P1_P2 = (short) 0x6A86;
    short NOT_FOUND = (short) 0x6A88;
    short UNKNOWN_INS = (short) 0x6D00;
    short UNKNOWN_CLA = (short) 0x6E00;
}
