package org.keyrack.prepare;

import java.util.List;
import java.util.Locale;

/** A published key block (TR-31:2018, A.7.4), and components of the key that protects it. */
public final class PublishedBlock {
    public static final String BLOCK = "D0112P0AE00E0000"
            + "B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";
    /** The key that protects it. */
    public static final String KBPK = "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";
    /** The key in it. */
    public static final String KEY = "3F419E1CB7079442AA37474C2EFBF8B8";
    /** Two components of the key that protects it. */
    public static final String FIRST = "5AA5C33C0FF0966987788778B44B2DD2E11E37C8A15E4BB42AD5693CD22D1EE1";

    public static final String SECOND = PreparedFiles.joined(KBPK, FIRST).toUpperCase(Locale.ROOT);
    public static final List<String> PROTECTION = List.of(FIRST, SECOND);

    private PublishedBlock() {}

    /** The same with one bit altered. */
    public static String altered() {
        return BLOCK.replace("B826", "B827");
    }

    /** The plan of an AS whose key 3 comes in a block. */
    public static String plan(String kcv) {
        return PreparedFiles.asPlan()
                .replace(
                        "exports: 1000 }\n  - { ref: 4",
                        "exports: 1000, components: 3, kcv: \"" + kcv + "\" }\n  - { ref: 4");
    }

    /** The same, the key being the block's. */
    public static String plan() {
        return plan(PreparedFiles.kcvOf(KEY));
    }
}
