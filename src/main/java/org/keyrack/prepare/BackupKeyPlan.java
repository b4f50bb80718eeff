package org.keyrack.prepare;

import org.keyrack.protocol.Kcv;

/**
 * The KBK of an AS as a plan has it: a key of 32 bytes that comes by components, before the keys that it is to save.
 *
 * @param components 2 to 5
 * @param kcv of the whole key
 */
public record BackupKeyPlan(int components, Kcv kcv) {
    /** How this key is called where its components are asked for. */
    public static final String NAME = "KBK";

    /** Length in bytes. */
    static final int LENGTH = 32;
}
