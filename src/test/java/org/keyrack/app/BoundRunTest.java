package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.app.TamperedReaders.Tampering;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Each download is bound to the module and the set that were planned, and no answer is believed that proves nothing. */
@Tag("rack")
class BoundRunTest {
    private static final int INITIATE = 0x8052;
    private static final int IMPORTKEY = 0x8056;
    private static final int GET_DATA = 0x80CA;
    private static final int EI_IDENTITY = 0x0201;
    private static final int LAST_DOWNLOAD = 0x0203;

    /** Answers of modules that a proxy changes. */
    private record Changed(int command, int parameters, AtomicBoolean from, UnaryOperator<ResponseApdu> change)
            implements Tampering {
        /** Every answer to a command without parameters. */
        static Changed of(int command, UnaryOperator<ResponseApdu> change) {
            return new Changed(command, 0, new AtomicBoolean(true), change);
        }

        /** Every answer to a GET DATA once an IMPORTKEY was sent. */
        static Changed afterImport(int tag, UnaryOperator<ResponseApdu> change) {
            return new Changed(GET_DATA, tag, new AtomicBoolean(), change);
        }

        @Override
        public CommandApdu command(CommandApdu sent) {
            if ((sent.cla() << 8 | sent.ins()) == IMPORTKEY) {
                from.set(true);
            }
            return sent;
        }

        @Override
        public ResponseApdu answer(CommandApdu sent, ResponseApdu answer) {
            boolean meant = (sent.cla() << 8 | sent.ins()) == command && (sent.p1() << 8 | sent.p2()) == parameters;
            return meant && from.get() && answer.isSuccess() ? change.apply(answer) : answer;
        }
    }

    private static UnaryOperator<ResponseApdu> flipped(int at) {
        return answer -> {
            byte[] data = answer.data().clone();
            data[at] ^= 1;
            return new ResponseApdu(data, answer.sw());
        };
    }

    private static Rack rack(String faults, Changed changed) throws Exception {
        return Rack.of(1, faults, readers -> new TamperedReaders(readers, changed));
    }

    private static List<String> results(Rack rack) {
        return rack.journal.of(Outcome.class).stream()
                .map(Outcome::result)
                .map(BoundRunTest::shown)
                .toList();
    }

    private static String shown(KeyResult result) {
        return result instanceof Loaded
                ? "loaded"
                : result instanceof Unknown unknown
                        ? "unknown " + unknown.failure().cause()
                        : "not loaded " + ((NotLoaded) result).failure().cause();
    }

    /** The answer to INITIATE: version, suite, tVersion, KCV of T (3), SN (8), R (16), P (8). */
    @ParameterizedTest
    @CsvSource({"6", "13"})
    void aModuleThatSaysAnotherSerialNumberAtInitiateGetsNothing(int at) throws Exception {
        try (Rack rack = rack("[]", Changed.of(INITIATE, flipped(at)))) {
            rack.assertCounts(rack.load(), 0, 1, 0);
            assertEquals(List.of("not loaded " + CauseId.SWAPPED), results(rack));
            assertEquals(0, rack.exports());
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "5"})
    void aModuleThatSaysAnotherSetAtInitiateGetsNothing(int at) throws Exception {
        try (Rack rack = rack("[]", Changed.of(INITIATE, flipped(at)))) {
            rack.assertCounts(rack.load(), 0, 1, 0);
            assertEquals(List.of("not loaded " + CauseId.ANOTHER_SET), results(rack));
            assertEquals(0, rack.exports());
        }
    }

    @Test
    void aModuleThatSaysAnotherSuiteAtInitiateGetsNothing() throws Exception {
        UnaryOperator<ResponseApdu> suite = answer -> {
            byte[] data = answer.data().clone();
            data[1] = 2;
            return new ResponseApdu(data, answer.sw());
        };
        try (Rack rack = rack("[]", Changed.of(INITIATE, suite))) {
            rack.assertCounts(rack.load(), 0, 1, 0);
            assertEquals(List.of("not loaded " + CauseId.ANOTHER_SET), results(rack));
            assertEquals(0, rack.exports());
        }
    }

    @Test
    void anotherModulesWordSettlesNoDownload() throws Exception {
        Changed swapped = Changed.afterImport(EI_IDENTITY, flipped(7));
        try (Rack rack = rack("[ { unit: 1, command: IMPORTKEY, nth: 1, do: answerLost } ]", swapped)) {
            rack.load();
            List<String> results = results(rack);
            assertEquals(1, results.size(), results.toString());
            assertEquals("unknown", results.get(0).split(" ", -1)[0], results.toString());
        }
    }

    /** 6F00 says that something failed, not what was stored; here the key is in, and the module does not tell. */
    @Test
    void aFaultOfTheCardIsNoProofThatNothingWasStored() throws Exception {
        Changed silent = Changed.afterImport(LAST_DOWNLOAD, answer -> new ResponseApdu(new byte[0], 0x6F00));
        try (Rack rack = rack(
                "[ { unit: 1, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"6F00\", executed: true } ]", silent)) {
            rack.load();
            List<String> results = results(rack);
            assertEquals(1, results.size(), results.toString());
            assertEquals("unknown", results.get(0).split(" ", -1)[0], results.toString());
        }
    }
}
