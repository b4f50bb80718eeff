package org.keyrack.bench;

import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.ImportKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The codecs of one key's two APDUs: time, and bytes allocated with {@code -prof gc}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] initiated =
            HEX.parseHex("010101be7ed60011223344556677f0e1d2c3b4a5968778695a4b3c2d1e0f6130120a3db461f89000");
    private final byte[] exportAnswer = HEX.parseHex("0101010000030005010101020000002afaabe924a04dce976809f0854528a386"
            + "6578955cf40e631bb53755e210dba74b2bae038c7b5982834b9bf9a51a958b0f9994fbdf2bef41a54caff7bfb20b75bb9000");
    private final byte[] importAnswer = HEX.parseHex("02ebabd606626a489e2b9507c7b064808bf14551"
            + "010101be7ed60011223344556677f0e1d2c3b4a5968778695a4b3c2d1e0f6130120a3db461f89000");
    private final Bytes r = Bytes.of(HEX.parseHex("f0e1d2c3b4a5968778695a4b3c2d1e0f"));
    private final Bytes p = Bytes.of(HEX.parseHex("6130120a3db461f8"));
    private final SerialNumber sn = new SerialNumber(Bytes.of(HEX.parseHex("0011223344556677")));
    private final ExportedKey exported = exported();

    private ExportedKey exported() {
        try {
            return ExportedKey.decode(Bytes.of(ResponseApdu.parse(exportAnswer).data()));
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** INITIATE's answer, 40 bytes. */
    @Benchmark
    public Initiation decodeInitiation() throws ProtocolFailure {
        return Initiation.decode(Bytes.of(ResponseApdu.parse(initiated).data()));
    }

    /** EXPORTKEY, out and back: one APDU at the AS. */
    @Benchmark
    public Object exportKey() throws ProtocolFailure {
        byte[] command = new ExportKey(Suite.of(1), 1, sn, 3, 5, r, p).toApdu().bytes(true);
        ExportedKey answer =
                ExportedKey.decode(Bytes.of(ResponseApdu.parse(exportAnswer).data()));
        return command.length + answer.data().length();
    }

    /** IMPORTKEY with the next R, out and back: one APDU at the EI. */
    @Benchmark
    public Object importKey() throws ProtocolFailure {
        byte[] command = new ImportKey(exported, true).toApdu().bytes(true);
        ImportedKey answer =
                ImportedKey.decode(Bytes.of(ResponseApdu.parse(importAnswer).data()));
        return command.length + answer.receipt().length();
    }

    /** What the trace keeps of one APDU. */
    @Benchmark
    public String redacted() {
        return new ImportKey(exported, true).toApdu().redacted();
    }
}
