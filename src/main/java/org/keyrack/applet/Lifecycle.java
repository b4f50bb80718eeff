package org.keyrack.applet;

/** Life-cycle states (protocol.md, after the tags). */
interface Lifecycle {
    byte BLANK = (byte) 0x00;
    byte LOADING = (byte) 0x01;
    byte OPERATIONAL = (byte) 0x07;
    byte TERMINATED = (byte) 0x7F;
}
