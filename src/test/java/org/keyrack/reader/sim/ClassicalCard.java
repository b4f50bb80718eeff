package org.keyrack.reader.sim;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.keyrack.reader.sim.RackFile.Timing;

/**
 * A card that also knows the two commands of the classical scheme, in which an operation key is downloaded before each
 * application key: 80 E4 at the AS makes and encrypts it, 80 E6 at the EI decrypts and stores it. They cost what EXPORTKEY
 * and IMPORTKEY cost: as many AES blocks, as many bytes on the link, as long. No shipped applet knows them. The R that the
 * EI has drawn serves this download and the one after it.
 */
final class ClassicalCard extends ForwardingCard {
    private static final int EXPORT_OPERATION_KEY = 0xE4;
    private static final int IMPORT_OPERATION_KEY = 0xE6;
    /** Block operations of EXPORTKEY and of IMPORTKEY (performance row 11). */
    private static final int EXPORT_BLOCKS = 31;

    private static final int IMPORT_BLOCKS = 28;
    private static final int EXPORT_ANSWER = 80;
    private static final int IMPORT_ANSWER = 20;

    private final Timing timing;

    ClassicalCard(SimulatedCard inside, Timing timing) {
        super(inside);
        this.timing = timing;
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        int ins = (apdu[0] & 0xFF) == 0x80 ? apdu[1] & 0xFF : 0;
        return switch (ins) {
            case EXPORT_OPERATION_KEY -> answer(timing.export(), EXPORT_BLOCKS, EXPORT_ANSWER);
            case IMPORT_OPERATION_KEY -> answer(timing.load(), IMPORT_BLOCKS, IMPORT_ANSWER);
            default -> super.transmit(apdu);
        };
    }

    private static byte[] answer(double milliseconds, int blocks, int length) {
        long deadline = System.nanoTime() + (long) (milliseconds * 1e6);
        byte[] answer = new byte[length + 2];
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"));
            byte[] block = new byte[16];
            for (int i = 0; i < blocks; i++) {
                block = aes.doFinal(block);
                System.arraycopy(block, 0, answer, i * 16 % (length - 15), 16);
            }
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
        answer[length] = (byte) 0x90;
        TimedCard.awaitDeadline(deadline);
        return answer;
    }
}
