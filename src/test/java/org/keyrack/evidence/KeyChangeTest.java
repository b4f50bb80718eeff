package org.keyrack.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.Seeded;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

class KeyChangeTest {
    private final KeyPair pair = pair();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Bytes publicKey() {
        return Bytes.of(Ed25519.rawKey(base64(pair.getPublic().getEncoded())).orElseThrow());
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The example's text, changed, and signed by this test's key under the name that the text then says. */
    private String changed(UnaryOperator<String> change) throws NoteException {
        String text =
                change.apply(SignedNote.parse(Example.bytes("bench-key.note")).text());
        String name = text.lines().toList().get(1).replace(" ", "");
        return SignedNote.signed(text, new VerifierKey(name, VerifierKey.NOTE, publicKey()), this::sign)
                .encode();
    }

    private static Cause refused(String note, Bytes oldKey) {
        return assertThrows(NoteException.class, () -> KeyChange.signed(note, oldKey))
                .why();
    }

    @Test
    void theExampleIsSignedByTheOldKeyAndIsAboutItsChain() throws NoteException {
        String note = Example.text("bench-key.note");
        KeyChange change = KeyChange.signed(note, Example.key("bench.vkey").key());
        assertEquals(Origin.of(Example.lines().get(0), "bench-a"), change.chain());
        assertEquals("keyrack/bd1ba05de342121d/bench-a", change.chain().toString());
        assertEquals(5, change.size());
        assertEquals(Example.root(5), change.root());
        assertEquals(SignedNote.parse(Example.bytes("bench-key.note")).text(), change.text());
    }

    @Test
    void theOldKeyIsTheOneOfTheChainsFirstLine() throws NoteException {
        String written = Example.lines().get(0).replaceFirst(".*\"publicKey\":\"([^\"]*)\".*", "$1");
        assertEquals(
                Example.key("bench.vkey").key(),
                Bytes.of(Ed25519.rawKey(written).orElseThrow()));
    }

    @Test
    void everyMutationOfTheNoteIsRefused() throws NoteException {
        Bytes old = Example.key("bench.vkey").key();
        byte[] note = Example.bytes("bench-key.note");
        Seeded.repeat(1000, random -> {
            byte[] mutated = note.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            String text = new String(mutated, StandardCharsets.UTF_8);
            assertThrows(NoteException.class, () -> KeyChange.signed(text, old));
        });
    }

    @Test
    void aStrangersSignatureIsNone() throws NoteException {
        String note = changed(text -> text);
        assertEquals(
                Cause.NOT_SIGNED_BY_KNOWN_KEY,
                refused(note, Example.key("bench.vkey").key()));
        assertEquals(5, KeyChange.signed(note, publicKey()).size());
    }

    @ParameterizedTest
    @CsvSource({
        "keyrack: bench-key 1, keyrack: bench-key 2, KIND",
        "keyrack: bench-key 1, keyrack: trust 1, KIND",
        "bench-a|5, bench a|5, FIELD",
        "keyrack/bd1ba05de342121d/bench-a|5, keyrack/BD1BA05DE342121D/bench-a|5, FIELD",
        "bench-a|5|, bench-a|05|, FIELD",
        "bench-a|5|, bench-a|-5|, FIELD",
        "bench-a|5|, bench-a|12345678901234567|, FIELD",
        "msic=, msid=, FIELD",
        "0Viob/4I, '', FIELD",
        "+026eecf3+, +026eecf4+, NO_VERIFIER_KEY",
        "wzhM|, wzhM|more|, FIELD"
    })
    void aTextOfAnotherFormIsRefusedThoughTheOldKeySignedIt(String part, String other, Cause cause) throws Exception {
        String note = changed(text -> {
            String result = text.replace(part.replace('|', '\n'), other.replace('|', '\n'));
            assertNotEquals(text, result);
            return result;
        });
        assertEquals(cause, refused(note, publicKey()));
    }

    @Test
    void aNewKeyOfAnotherNameOrForAnotherUseIsRefused() throws NoteException {
        Origin chain = Origin.parse("keyrack/bd1ba05de342121d/bench-a");
        for (VerifierKey key : List.of(
                new VerifierKey("keyrack/bd1ba05de342121d/bench-b", VerifierKey.NOTE, publicKey()),
                new VerifierKey(chain.toString(), VerifierKey.COSIGNATURE, publicKey()))) {
            String note = changed(text -> new KeyChange(chain, 5, Example.root(5), key).text());
            assertEquals(Cause.OTHER, refused(note, publicKey()));
        }
    }

    @Test
    void whatIsNoEd25519KeyInX509FormHasNoRawKey() {
        byte[] right = pair.getPublic().getEncoded();
        byte[] otherKind = right.clone();
        otherKind[8] ^= 1;
        byte[] otherLength = Arrays.copyOf(right, 45);
        for (String none : List.of(
                "", "?", base64(otherKind), base64(otherLength), base64(right).substring(4))) {
            assertEquals(Optional.empty(), Ed25519.rawKey(none), none);
        }
    }
}
