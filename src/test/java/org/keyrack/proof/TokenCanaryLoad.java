package org.keyrack.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
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

/**
 * Exports a key and writes its own memory. Arguments: AS file, kind, PIN file, SN, R, P, where the heap dump goes, the folder where
 * the whole memory of the process goes; that of its helper goes beside it.
 */
public final class TokenCanaryLoad {
    private static final int PIECE = 16 << 20;

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
            dumpMemory("self", Files.createDirectories(Path.of(arguments[7])));
            dumpMemory(String.valueOf(as.pid()), Files.createDirectories(Path.of(arguments[7] + "-helper")));
            System.out.println(exported.header() + " " + r);
        }
    }

    /** Everything that a process can write to: heap, stacks, what libraries have allocated; in pieces. */
    private static void dumpMemory(String process, Path folder) throws IOException {
        byte[] piece = new byte[PIECE];
        int number = 0;
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + process + "/mem", "r")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/maps"))) {
                String[] fields = line.split("[- ]", 4);
                long at = Long.parseUnsignedLong(fields[0], 16);
                long end = Long.parseUnsignedLong(fields[1], 16);
                while (fields[2].startsWith("rw") && at < end) {
                    int length = (int) Math.min(piece.length, end - at);
                    memory.seek(at);
                    int read = memory.read(piece, 0, length);
                    if (read <= 0) {
                        throw new IOException("Cannot read " + line);
                    }
                    Files.write(folder.resolve("memory-" + number++), Arrays.copyOf(piece, read));
                    at += read;
                }
            }
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
