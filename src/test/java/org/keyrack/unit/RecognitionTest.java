package org.keyrack.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.unit.Unreadable.Kind;

class RecognitionTest {
    /** A card that gives these answers, in hex, to SELECT of the EI and of the AS. */
    private static ApduChannel card(String toEi, String toAs) {
        return command -> {
            boolean ei = command.data()[command.data().length - 1] == 'I';
            return ResponseApdu.parse(HexFormat.of().parseHex(ei ? toEi : toAs));
        };
    }

    @Test
    void aCardIsWhatItsAppletSays() throws Exception {
        assertInstanceOf(Recognition.Ei.class, Recognition.of(card("0102079000", "6A82")));
        assertInstanceOf(Recognition.As.class, Recognition.of(card("6A82", "0101079000")));
    }

    @Test
    void only6A82ToBothMeansNeither() throws Exception {
        assertInstanceOf(Recognition.Neither.class, Recognition.of(card("6A82", "6A82")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6F00", "6283", "6D00", "6E00", "6999", "6985", "6A81", "6A86"})
    void anyOtherStatusWordIsAFaultyCardWithItsStatusWord(String sw) {
        Unreadable expected =
                new Unreadable(Kind.FAULTY, Optional.of("SELECT"), OptionalInt.of(HexFormat.fromHexDigits(sw)));
        assertEquals(expected, failure(card(sw, "6A82")));
        assertEquals(expected, failure(card("6A82", sw)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9000", "6F108408A000000003000000A5049F6501FF9000", "0101079000", "0902079000"})
    void aSuccessThatIsNoAnswerOfTheAppletIsAFaultyCard(String answer) {
        assertEquals(Kind.FAULTY, failure(card(answer, "6A82")).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "CARD_BUSY, HELD",
        "HUNG, SILENT",
        "CARD_MUTE, SILENT",
        "CARD_REMOVED, GONE",
        "READER_GONE, GONE",
        "SERVICE_GONE, GONE"
    })
    void aLinkThatFailsSaysWhetherTheCardIsHeldSilentOrGone(Reason reason, Kind kind) {
        assertEquals(new Unreadable(kind, Optional.empty(), OptionalInt.empty()), failure(command -> {
            throw new LinkFailure(reason, "test");
        }));
    }

    private static Unreadable failure(ApduChannel card) {
        return Unreadable.of(assertThrows(CardFailure.class, () -> Recognition.of(card)));
    }
}
