package org.keyrack.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.Seeded;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.language.Language;
import org.keyrack.protocol.Bytes;

class SignedNoteTest {
    private static Cause refused(String note) {
        return refused(note.getBytes(StandardCharsets.UTF_8));
    }

    private static Cause refused(byte[] note) {
        return assertThrows(NoteException.class, () -> SignedNote.parse(note)).why();
    }

    private static String signature() {
        String note = Example.text("bench-key.note");
        return note.substring(note.indexOf("\u2014"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint-3", "checkpoint-5", "bench-key.note", "2026-1187.order"})
    void notesOfTheExampleAreReadAndWrittenBackAsTheyWere(String name) throws NoteException {
        assertEquals(Example.text(name), SignedNote.parse(Example.bytes(name)).encode());
    }

    @Test
    void theSignaturesOfTheExampleAreThoseOfItsKeys() throws NoteException {
        VerifierKey bench = Example.key("bench.vkey");
        VerifierKey witness = Example.key("witness.vkey");
        VerifierKey supervisor = Example.key("supervisor.vkey");
        SignedNote checkpoint = SignedNote.parse(Example.bytes("checkpoint-5"));
        assertEquals(List.of(bench, witness), checkpoint.signers(List.of(bench, supervisor, witness)));
        assertEquals(List.of(witness), checkpoint.signers(List.of(witness)));
        SignedNote order = SignedNote.parse(Example.bytes("2026-1187.order"));
        assertEquals(List.of(supervisor), order.signers(List.of(supervisor)));
        NoteException refused = assertThrows(NoteException.class, () -> checkpoint.signers(List.of(supervisor)));
        assertEquals(Cause.NOT_SIGNED_BY_KNOWN_KEY, refused.why());
    }

    @Test
    void theLastBlankLineSeparatesSoThatATextMayHoldSome() throws NoteException {
        SignedNote order = SignedNote.parse(Example.bytes("2026-1187.order"));
        assertTrue(order.text().contains("North\"\n\n# a blank line"), order.text());
        assertTrue(order.text().endsWith("until: \"2026-12-31\"\n"), order.text());
    }

    @Test
    void everyFlippedBitOfASignedFileIsRefused() throws NoteException {
        List<VerifierKey> keys = List.of(Example.key("supervisor.vkey"));
        byte[] file = Example.bytes("2026-1187.order");
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] changed = file.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(NoteException.class, () -> SignedNote.parse(changed).signers(keys), "bit " + bit);
        }
    }

    @Test
    void randomBytesAndDamagedNotesAreRefusedOrWrittenBackAsTheyWere() {
        byte[] genuine = Example.bytes("2026-1187.order");
        Seeded.repeat(1000, random -> {
            byte[] file = random.nextBoolean() ? Seeded.bytes(random, random.nextInt(300)) : genuine.clone();
            for (int i = 0; i < 3 && file.length > 0; i++) {
                file[random.nextInt(file.length)] = (byte) Seeded.between(random, 0, 255);
            }
            try {
                SignedNote read = SignedNote.parse(file);
                assertEquals(Bytes.of(file), Bytes.of(read.encode().getBytes(StandardCharsets.UTF_8)));
            } catch (NoteException refused) {
                assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "9, U+0009",
        "0, U+0000",
        "1F, U+001F",
        "FEFF, U+FEFF",
        "200E, U+200E",
        "AD, U+00AD",
        "2028, U+2028",
        "2029, U+2029",
        "E0041, U+E0041"
    })
    void charactersThatAreNotSeenOrBreakLinesAreRefusedByTheirCode(String code, String shown) {
        String character = Character.toString(Integer.parseInt(code, 16));
        String note = Example.text("2026-1187.order").replace("North", "Nor" + character + "th");
        NoteException refused =
                assertThrows(NoteException.class, () -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)));
        assertEquals(Cause.CHARACTER, refused.why());
        assertTrue(refused.getMessage().startsWith("Line 4 has the character " + shown), refused::getMessage);
    }

    @Test
    void whatIsNoNoteIsRefusedWithItsCause() {
        String note = Example.text("bench-key.note");
        assertEquals(Cause.WINDOWS_LINE_ENDS, refused(note.replace("\n", "\r\n")));
        assertEquals(Cause.NO_TEXT, refused(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'}));
        assertEquals(Cause.NO_SIGNATURES, refused(""));
        assertEquals(Cause.NO_SIGNATURES, refused("text\n"));
        assertEquals(Cause.NO_SIGNATURES, refused("text\n\n"));
        assertEquals(Cause.NO_SIGNATURES, refused("text\n" + signature()));
        assertEquals(Cause.NO_SIGNATURES, refused(note.stripTrailing()));
        assertEquals(Cause.NO_SIGNATURES, refused(note + "\n"));
        assertEquals(Cause.SIGNATURE_LINE, refused(note + "more\n"));
        assertEquals(Cause.SIGNATURE_LINE, refused(note.replace("\u2014 ", "- ")));
        assertEquals(Cause.SIGNATURE_LINE, refused(note.replace("\u2014 ", "\u2014  ")));
        assertEquals(Cause.SIGNATURE_LINE, refused(note.replace("\u2014 keyrack/", "\u2014 key+rack/")));
        assertEquals(Cause.SIGNATURE_LINE, refused(note.replace("PwM=", "PwN=")), "not the canonical Base64");
        assertEquals(Cause.SIGNATURE_LINE, refused("text\n\n\u2014 name\n"));
        assertEquals(Cause.SIGNATURE_LINE, refused("text\n\n\u2014 name AAAAAA==\n"), "a key id and no signature");
        assertEquals(Cause.TOO_MANY_SIGNATURES, refused("text\n\n" + signature().repeat(17)));
        assertEquals(Cause.TOO_LARGE, refused(new byte[(4 << 20) + 1]));
    }

    @Test
    void sixteenSignaturesAndFourMebibytesAreTaken() throws NoteException {
        String end = "\n\n" + signature().repeat(16);
        int left = (4 << 20) - end.getBytes(StandardCharsets.UTF_8).length;
        byte[] note = ("a".repeat(left) + end).getBytes(StandardCharsets.UTF_8);
        assertEquals(16, SignedNote.parse(note).signatures().size());
    }

    @Test
    void aWrongSignatureOfAKnownKeyRefusesTheFileThoughAnotherIsRight() throws NoteException {
        VerifierKey bench = Example.key("bench.vkey");
        SignedNote good = SignedNote.parse(Example.bytes("bench-key.note"));
        NoteSignature right = good.signatures().get(0);
        for (Bytes none : List.of(Bytes.zero(64), Bytes.zero(63), Bytes.zero(72))) {
            NoteSignature wrong = new NoteSignature(right.name(), right.keyId(), none);
            for (List<NoteSignature> both : List.of(List.of(right, wrong), List.of(wrong, right))) {
                SignedNote note = new SignedNote(good.text(), both);
                NoteException refused = assertThrows(NoteException.class, () -> note.signers(List.of(bench)));
                assertEquals(Cause.WRONG_SIGNATURE, refused.why());
                assertTrue(refused.getMessage().contains(bench.name()), refused.getMessage());
            }
        }
    }

    @Test
    void publicKeysAreReadInTheirOneSpelling() throws NoteException {
        for (String name : List.of("bench.vkey", "witness.vkey", "supervisor.vkey")) {
            String vkey = Example.text(name).strip();
            assertEquals(vkey, VerifierKey.parse(vkey).toString());
            for (int i = 0; i < vkey.length(); i++) {
                String other = vkey.substring(0, i) + (vkey.charAt(i) == 'x' ? 'y' : 'x') + vkey.substring(i + 1);
                assertThrows(NoteException.class, () -> VerifierKey.parse(other), other);
            }
        }
        String right = Example.text("bench.vkey").strip();
        for (String none : List.of("", "+", "a", "a+b", "a+00000000+", "++00000000+AAAA", " " + right, right + "\n")) {
            assertThrows(NoteException.class, () -> VerifierKey.parse(none), none);
        }
        assertThrows(IllegalArgumentException.class, () -> new VerifierKey("a b", 1, Bytes.zero(32)));
        assertThrows(IllegalArgumentException.class, () -> new VerifierKey("", 1, Bytes.zero(32)));
        assertThrows(IllegalArgumentException.class, () -> new VerifierKey("a", 2, Bytes.zero(32)));
        assertThrows(IllegalArgumentException.class, () -> new VerifierKey("a", 1, Bytes.zero(31)));
    }

    @Test
    void everyCauseHasItsSentenceInEveryLanguage() {
        for (Cause cause : Cause.values()) {
            NoteException refused = new NoteException(cause, "7", "8");
            Set<String> sentences = new HashSet<>();
            for (Language language : Language.values()) {
                String sentence = refused.sentence(language.locale());
                assertTrue(sentence.endsWith(".") && !sentence.contains("{"), sentence);
                assertTrue(sentences.add(sentence), sentence);
            }
        }
    }
}
