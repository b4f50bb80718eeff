package org.keyrack.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.token.link.LinkedAs;

/** Exports a key and writes its own memory. Arguments: AS file, kind, PIN file, SN, R, P, where the dump goes. */
public final class TokenCanaryLoad {
    private TokenCanaryLoad() {}

    /** Runs. */
    public static void main(String[] arguments) throws Exception {
        Bytes r = Bytes.ofHex(arguments[4]);
        AsKind kind = AsKind.of(arguments[1]).orElseThrow();
        try (LinkedAs as = LinkedAs.open(Path.of(arguments[0]), kind)) {
            as.verifyOperator(pin(Path.of(arguments[2])));
            ExportedKey exported = as.exportKey(new ExportKey(
                    Suite.AES_128, 1, SerialNumber.parse(arguments[3]), 3, 5, r, Bytes.ofHex(arguments[5])));
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[6], false);
            System.out.println(exported.header() + " " + r);
        }
    }

    private static char[] pin(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        var decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        char[] pin = new char[decoded.remaining()];
        decoded.get(pin);
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(bytes, (byte) 0);
        return pin;
    }
}
