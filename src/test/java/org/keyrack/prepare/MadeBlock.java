package org.keyrack.prepare;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Key blocks of version D with headers that no published example has, made after X9.143 and not by the program's own code. */
public final class MadeBlock {
    private static final int ENCRYPTION = 0;
    private static final int AUTHENTICATION = 1;

    private MadeBlock() {}

    /**
     * A block under {@link PublishedBlock#KBPK}.
     *
     * @param header what stands behind the length: usage(2), algorithm, mode, version number(2), exportability, 0000
     * @param key in hexadecimal digits
     */
    public static String of(String header, String key) throws GeneralSecurityException {
        byte[] value = HexFormat.of().parseHex(key.toLowerCase(Locale.ROOT));
        byte[] payload = Arrays.copyOf(new byte[] {0, 0}, (2 + value.length + 15) / 16 * 16);
        payload[0] = (byte) (value.length * 8 >> 8);
        payload[1] = (byte) (value.length * 8);
        System.arraycopy(value, 0, payload, 2, value.length);
        String head = "D%04d%s".formatted(16 + 2 * payload.length + 32, header);
        byte[] mac = mac(derived(AUTHENTICATION), head.getBytes(StandardCharsets.US_ASCII), payload);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived(ENCRYPTION), "AES"), new IvParameterSpec(mac));
        HexFormat hex = HexFormat.of().withUpperCase();
        return head + hex.formatHex(cipher.doFinal(payload)) + hex.formatHex(mac);
    }

    /** AES-256: two blocks of CMAC over counter, usage, 00, algorithm 0004 and length 0100. */
    private static byte[] derived(int usage) {
        byte[] protection = HexFormat.of().parseHex(PublishedBlock.KBPK.toLowerCase(Locale.ROOT));
        byte[] both = new byte[32];
        for (int i = 0; i < 2; i++) {
            byte[] input = {(byte) (i + 1), 0, (byte) usage, 0, 0, 4, 1, 0};
            System.arraycopy(mac(protection, input), 0, both, 16 * i, 16);
        }
        return both;
    }

    private static byte[] mac(byte[] key, byte[]... inputs) {
        CMac mac = new CMac(AESEngine.newInstance());
        mac.init(new KeyParameter(key));
        for (byte[] input : inputs) {
            mac.update(input, 0, input.length);
        }
        byte[] made = new byte[16];
        mac.doFinal(made, 0);
        return made;
    }
}
