package org.keyrack.mutation;

import java.nio.file.Path;
import java.util.Set;

/**
 * One change that was made to the code.
 *
 * @param type the class, with its package and the classes around it
 * @param method the method, or {@code <init>}
 * @param line number of its line in the source
 * @param source that line, without the spaces around it
 * @param change what was done to it, in the words of PIT
 * @param noticed whether a test failed, or ran much too long
 */
record Mutant(String type, String method, int line, String source, String change, boolean noticed) {
    private static final Set<String> VERIFICATION = Set.of(
            "BenchKey",
            "ChainKeys",
            "ChainPass",
            "EventLine",
            "ExportLines",
            "Hash",
            "Head",
            "HeadsFolder",
            "KeyChangeLine",
            "LedgerHeads",
            "LedgerVerifier",
            "LineParser",
            "SignedHead",
            "Verification",
            "VerifierPass");

    /** Whether a change that no test notices is allowed here only with a reason. */
    boolean isGuarded() {
        String outer = type.replaceFirst("\\$.*", "");
        String name = outer.substring(outer.lastIndexOf('.') + 1);
        return type.startsWith("org.keyrack.run.")
                || type.startsWith("org.keyrack.ledger.") && VERIFICATION.contains(name)
                || outer.equals("org.keyrack.applet.Import")
                || outer.equals("org.keyrack.applet.Export");
    }

    /** What names it in the list of explanations: not its line number, which moves. */
    String key() {
        return String.join("\t", type, method, change, source);
    }

    static Path sourceFile(String type) {
        return Path.of("src/main/java", type.replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    }

    @Override
    public String toString() {
        return type + "." + method + ":" + line + "  " + change + "  <  " + source;
    }
}
