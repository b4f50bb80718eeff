package org.keyrack.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.TrustedKeys.Line;

/** Whose signatures of orders count. */
class TrustedKeysTest {
    private static final String LEDGER = "9f2c41d07a6be358";
    private static final SupervisorKey ADA = key("ada");
    private static final SupervisorKey BO = key("bo");
    private static final SupervisorKey CY = key("cy");
    /** Two benches: what signs is all that a bench's key has here of a bench. */
    private static final SupervisorKey BENCH = key("bench");

    private static final SupervisorKey OTHER_BENCH = key("other");

    private static SupervisorKey key(String id) {
        char[] passphrase = "correct horse battery".toCharArray();
        try {
            SupervisorKey.Made made = SupervisorKey.make(id, passphrase);
            return SupervisorKey.open(made.pem().getBytes(StandardCharsets.US_ASCII), made.verifier(), passphrase);
        } catch (OrderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Line line(SupervisorKey bench, SupervisorKey signer, SupervisorKey of, boolean trusted) {
        return line(LEDGER, bench, signer, of, trusted);
    }

    private static Line line(
            String ledger, SupervisorKey bench, SupervisorKey signer, SupervisorKey of, boolean trusted) {
        VerifierKey key = of.verifier();
        String text = new TrustNote(ledger, key, SupervisorName.id(key), trusted).text();
        return new Line(signer.sign(text).encode(), bench.verifier());
    }

    private static List<String> now(Line... lines) throws OrderException {
        return TrustedKeys.of(LEDGER, List.of(lines)).now().stream()
                .map(SupervisorName::id)
                .sorted()
                .toList();
    }

    @Test
    void theBenchMakesTheFirstOneAndEachFurtherOneIsSignedByOneBefore() throws Exception {
        assertTrue(TrustedKeys.of(LEDGER, List.of()).none());
        Line ada = line(BENCH, BENCH, ADA, true);
        Line bo = line(OTHER_BENCH, ADA, BO, true);
        Line cy = line(OTHER_BENCH, BO, CY, true);
        assertEquals(List.of("ada", "bo", "cy"), now(ada, bo, cy));
        assertEquals(List.of("ada", "bo", "cy"), now(cy, bo, ada), "the chains have no order among them");
        assertEquals(List.of("ada"), now(ada, cy), "nobody who is trusted signed it");
        assertEquals(List.of(), now(bo, cy));
        assertEquals(List.of("ada"), now(ada, line("0000000000000000", BENCH, ADA, BO, true)), "another ledger's");
        assertEquals(List.of("ada"), now(ada, new Line("no note", BENCH.verifier())));
    }

    @Test
    void aSecondFirstKeyIsAForgersAndNobodyIsTrusted() {
        OrderException refused = assertThrows(
                OrderException.class,
                () -> now(line(BENCH, BENCH, ADA, true), line(OTHER_BENCH, OTHER_BENCH, CY, true)));
        assertEquals(Cause.TWO_FIRST_KEYS, refused.why());
    }

    @Test
    void aWithdrawnKeySignsNobodyInAndIsNeverTrustedAgain() throws Exception {
        Line ada = line(BENCH, BENCH, ADA, true);
        Line bo = line(BENCH, ADA, BO, true);
        Line withdrawn = line(BENCH, BO, ADA, false);
        assertEquals(List.of("bo"), now(ada, bo, withdrawn));
        assertEquals(List.of("bo"), now(ada, bo, withdrawn, line(BENCH, ADA, CY, true)));
        assertEquals(List.of("bo"), now(ada, bo, withdrawn, line(BENCH, BO, ADA, true)));
        assertEquals(
                2, TrustedKeys.of(LEDGER, List.of(ada, bo, withdrawn)).ever().size(), "its open orders go on");
    }

    @Test
    void aNoteThatChangesNothingOrTakesTheLastKeyIsRefused() {
        TrustedKeys one = TrustedKeys.of(LEDGER, List.of(line(BENCH, BENCH, ADA, true)));
        assertEquals(Cause.TRUSTED_ALREADY, refused(one, ADA, true));
        assertEquals(Cause.TRUSTED_NOT, refused(one, BO, false));
        assertEquals(Cause.LAST_KEY, refused(one, ADA, false));
        for (String changed : List.of("trust 2", "withdrawn ", "0000")) {
            String text = new TrustNote(LEDGER, BO.verifier(), "bo", true)
                    .text()
                    .replace(
                            changed.equals("trust 2") ? "trust 1" : changed.equals("0000") ? "9f2c" : "trusted",
                            changed);
            assertThrows(OrderException.class, () -> one.added(ADA.sign(text)), text);
        }
    }

    private static Cause refused(TrustedKeys keys, SupervisorKey of, boolean trusted) {
        String text = new TrustNote(LEDGER, of.verifier(), SupervisorName.id(of.verifier()), trusted).text();
        return assertThrows(OrderException.class, () -> keys.added(ADA.sign(text)))
                .why();
    }
}
