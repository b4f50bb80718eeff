package org.keyrack.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.ResponseApdu;

/** What cards of other makers answer without keys. */
class IssuerDomainTest {
    private static final String SELECTED = "6F108408A000000151000000A5049F6501FF";

    private static ApduChannel card(Map<String, String> answers) {
        return command -> {
            String answer = answers.get(HexFormat.of().withUpperCase().formatHex(command.bytes(true)));
            return answer == null
                    ? new ResponseApdu(new byte[0], 0x6A88)
                    : new ResponseApdu(HexFormat.of().parseHex(answer), 0x9000);
        };
    }

    @Test
    void readsTheProtocolWithAndWithoutTheWrapperOfTheRecognitionData() throws Exception {
        String template = "731606072A864886FC6B01640B06092A864886FC6B040370";
        for (String answer : List.of(template, "6618" + template)) {
            IssuerDomain domain = IssuerDomain.select(card(Map.of("00A4040000", SELECTED, "80CA006600", answer)));
            assertEquals(Optional.of(new Scp03Option(0x70)), domain.option());
        }
    }

    @Test
    void takesScp03WhenTheCardKnowsScp02TooAndRefusesScp02AloneByName() throws Exception {
        String scp02 = "640B06092A864886FC6B040215";
        String scp03 = "640B06092A864886FC6B040370";
        IssuerDomain both =
                IssuerDomain.select(card(Map.of("00A4040000", SELECTED, "80CA006600", "661C731A" + scp03 + scp02)));
        assertEquals(Optional.of(3), both.protocolNumber());
        IssuerDomain alone =
                IssuerDomain.select(card(Map.of("00A4040000", SELECTED, "80CA006600", "660F730D" + scp02)));
        CardRefusal refusal = assertThrows(CardRefusal.class, () -> alone.open(KeySet.makersDefault()));
        assertEquals(CardRefusal.Reason.SCP02, refusal.reason());
    }

    @Test
    void readsKeysWithAndWithoutTheTemplateAroundThem() throws Exception {
        for (String answer : List.of("E00CC00401FF8810C00402FF8810", "C00401FF8810C00402FF8810")) {
            IssuerDomain domain = IssuerDomain.select(card(Map.of("00A4040000", SELECTED, "80CA00E000", answer)));
            assertEquals(
                    List.of(new InstalledKey(1, 0xFF, 0x88, 16), new InstalledKey(2, 0xFF, 0x88, 16)), domain.keys());
        }
    }

    @Test
    void triesTheUsualAidWhenNothingIsSelectedByItself() throws Exception {
        IssuerDomain domain = IssuerDomain.select(card(Map.of("00A4040008A00000015100000000", SELECTED)));
        assertEquals(Aid.ISSUER_DOMAIN, domain.aid());
    }

    @Test
    void cardWithoutAnIssuerDomainIsNoGlobalPlatformCard() {
        CardRefusal refusal = assertThrows(CardRefusal.class, () -> IssuerDomain.select(card(Map.of())));
        assertEquals(CardRefusal.Reason.NOT_GLOBAL_PLATFORM, refusal.reason());
    }
}
