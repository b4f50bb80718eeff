package org.keyrack.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.SerialNumber;

/** What an order may look like, and the example that an independent program made. */
class SignedOrderTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/evidence");

    private static final String TEXT = """
            keyrack: order 1
            number: "2026-1"
            ledger: "9f2c41d07a6be358"
            customer: "Nobody"
            modules:
              quantity: 2
              serials: ["0011223344550000-00112233445500FF"]
            load: [{ref1: 3, ref2: 5}]
            onOccupied: skip
            until: "2026-12-31"
            """;

    private static VerifierKey supervisor() throws IOException, NoteException {
        return VerifierKey.parse(
                Files.readString(EXAMPLE.resolve("supervisor.vkey")).strip());
    }

    private static byte[] example() throws IOException {
        return Files.readAllBytes(EXAMPLE.resolve("2026-1187.order"));
    }

    @Test
    void theExampleIsReadAndItsSupervisorSignedIt() throws Exception {
        SignedOrder signed = SignedOrder.parse(example(), "example");
        assertEquals(List.of("keyrack-supervisor/4711"), signed.signers(List.of(supervisor())));
        Order order = signed.order();
        assertEquals("2026-1187", order.number());
        assertEquals("9f2c41d07a6be358", order.ledger());
        assertEquals("Station network North", order.customer());
        assertEquals(OptionalInt.of(500), order.quantity());
        assertEquals(500, order.serials().get(0).size());
        assertEquals(List.of(new Load(3, 5), new Load(4, 6)), order.loads());
        assertEquals(OnOccupied.FAIL, order.onOccupied());
        assertEquals(LocalDate.of(2026, 12, 31), order.until());
        assertTrue(order.names(SerialNumber.parse("00112233445501F3")));
        assertFalse(order.names(SerialNumber.parse("00112233445501F4")));
    }

    @Test
    void eachOfAThousandChangesOfItsTextOrSignatureIsRefused() throws Exception {
        byte[] original = example();
        VerifierKey key = supervisor();
        Seeded.repeat(1_000, random -> {
            byte[] changed = original.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThrows(
                    OrderException.class,
                    () -> SignedOrder.parse(changed, "changed").signers(List.of(key)),
                    "byte " + at);
        });
    }

    @Test
    void windowsLineEndsAreNamed() throws Exception {
        String windows = new String(example(), StandardCharsets.UTF_8).replace("\n", "\r\n");
        OrderException refused = assertThrows(
                OrderException.class, () -> SignedOrder.parse(windows.getBytes(StandardCharsets.UTF_8), "windows"));
        assertTrue(refused.getMessage().contains("Windows line ends"), refused.getMessage());
    }

    private static void refused(String text, String words) {
        OrderException refused = assertThrows(OrderException.class, () -> SignedOrder.order(text, "order"));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void everythingThatIsNotWrittenAsItShouldIsRefusedWithTheReason() throws Exception {
        assertEquals(2, SignedOrder.order(TEXT, "order").places());
        refused(TEXT.replace("\"0011223344550000-00112233445500FF\"", "0011223344550000"), "without quotes");
        refused(TEXT.replace("\"0011223344550000-00112233445500FF\"", "00112233445500AB"), "without quotes");
        refused(TEXT.replace("order 1", "order 2"), "keyrack: order 1");
        refused(TEXT.replace("2026-12-31", "2026-02-31"), "no such day");
        refused(TEXT.replace("quantity: 2", "quantity: 257"), "more modules are ordered");
        refused(TEXT.replace("quantity: 2", "quantity: 0x2"), "quantity");
        refused(TEXT.replace("00FF\"", "00FF\", \"00112233445500FF\""), "two ranges");
        refused(TEXT.replace("0000-", "01FF-"), "ends before it begins");
        refused(TEXT + "colour: \"red\"\n", "colour");
        refused(TEXT + "number: \"2026-2\"\n", "number");
        refused(TEXT.replace("\"Nobody\"", "!!str \"Nobody\""), "tag");
        refused(TEXT.replace("\"Nobody\"", "&a \"Nobody\""), "anchor");
        refused(TEXT + "---\nkeyrack: order 1\n", "document");
        refused(TEXT.replace("\"9f2c41d07a6be358\"", "\"9F2C41D07A6BE358\""), "hexadecimal");
        refused(TEXT.replace("ref2: 5}", "ref2: 5}, {ref1: 4, ref2: 5}"), "5");
    }

    @Test
    void aSerialNumberIsTheTextThatStandsThere() throws Exception {
        String octal = TEXT.replace("0011223344550000-00112233445500FF", "0000000000000010-0000000000000017");
        assertEquals(8, SignedOrder.order(octal, "order").serials().get(0).size());
    }

    @Test
    void whatIsLeftOfARangeIsCountedWithoutAnySerialTwice() {
        SerialRange range = SerialRange.parse("0000000000000001-000000000000000A");
        TreeSet<SerialNumber> taken = new TreeSet<>();
        assertEquals(List.of(range), range.without(taken));
        for (int sn : new int[] {1, 4, 5, 10, 11}) {
            taken.add(SerialNumber.parse("%016x".formatted(sn)));
        }
        assertEquals(
                "[0000000000000002-0000000000000003, 0000000000000006-0000000000000009]",
                range.without(taken).toString());
        SerialRange whole = SerialRange.parse("0000000000000000-FFFFFFFFFFFFFFFF");
        assertEquals(Long.MAX_VALUE, whole.size());
        assertEquals(List.of(), SerialRange.parse("FFFFFFFFFFFFFFFF").without(new TreeSet<>(List.of(whole.last()))));
    }

    @Test
    void onlyAKnownSupervisorsSignatureCounts() throws Exception {
        SupervisorKey.Made made = SupervisorKey.make("0815", "correct horse".toCharArray());
        SupervisorKey key = SupervisorKey.open(
                made.pem().getBytes(StandardCharsets.US_ASCII), made.verifier(), "correct horse".toCharArray());
        byte[] file = key.sign(TEXT).encode().getBytes(StandardCharsets.UTF_8);
        SignedOrder signed = SignedOrder.parse(file, "order");
        assertEquals(List.of("keyrack-supervisor/0815"), signed.signers(List.of(key.verifier(), supervisor())));
        assertEquals(
                Cause.NOT_TRUSTED,
                assertThrows(OrderException.class, () -> signed.signers(List.of(supervisor())))
                        .why());
        VerifierKey bench = VerifierKey.parse(
                Files.readString(EXAMPLE.resolve("bench.vkey")).strip());
        assertEquals(
                Cause.NOT_TRUSTED,
                assertThrows(OrderException.class, () -> signed.signers(List.of(bench)))
                        .why());
        assertEquals(
                Cause.PASSPHRASE,
                assertThrows(
                                OrderException.class,
                                () -> SupervisorKey.open(
                                        made.pem().getBytes(StandardCharsets.US_ASCII),
                                        made.verifier(),
                                        "correct horsf".toCharArray()))
                        .why());
        assertEquals(
                Cause.OTHER_KEY,
                assertThrows(
                                OrderException.class,
                                () -> SupervisorKey.open(
                                        made.pem().getBytes(StandardCharsets.US_ASCII),
                                        supervisor(),
                                        "correct horse".toCharArray()))
                        .why());
        assertEquals(
                Cause.PASSPHRASE_SHORT,
                assertThrows(OrderException.class, () -> SupervisorKey.make("1", "elevenchars".toCharArray()))
                        .why());
    }
}
