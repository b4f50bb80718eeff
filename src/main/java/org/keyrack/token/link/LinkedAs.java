package org.keyrack.token.link;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keyrack.language.Wording;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.token.AsFile;
import org.keyrack.token.Description;
import org.keyrack.token.Trouble;
import org.keyrack.token.TroubleException;
import org.keyrack.token.WrongPin;
import org.keyrack.token.link.Frame.Kind;
import org.keyrack.token.link.HelperProcess.Status;
import org.keyrack.unit.OpenAs;

/** An AS that a helper process holds, as plan and run see it. */
public final class LinkedAs implements OpenAs {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TRACE = 20;
    /** Bytes of a character at most. */
    private static final int UTF_8 = 3;

    private final HelperProcess helper;
    private final Description description;
    private final Duration limit;
    private final List<String> trace = new ArrayList<>();
    private volatile boolean verified;

    private LinkedAs(HelperProcess helper, Description description, Duration limit) {
        this.helper = helper;
        this.description = description;
        this.limit = limit;
    }

    /**
     * Starts a helper and opens the AS of a file in it, without its PIN.
     *
     * @param kind what it is said to be
     */
    public static LinkedAs open(Path file, AsKind kind) throws CardFailure {
        return open(file, kind, LIMIT);
    }

    /**
     * The same with a limit of one's own.
     *
     * @param limit how long an answer may take before the helper is ended and the AS is lost
     */
    public static LinkedAs open(Path file, AsKind kind, Duration limit) throws CardFailure {
        try {
            Description description = AsFile.read(file).description();
            if (description.kind() != kind) {
                throw new TroubleException(Trouble.FILE_KIND, file.toString());
            }
            HelperProcess helper = HelperProcess.start(
                    description.token().map(token -> token.environment()).orElse(java.util.Map.of()));
            LinkedAs as = new LinkedAs(helper, description, limit);
            try {
                as.ask("OPEN", Kind.OPEN, file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
            } catch (CardFailure failure) {
                as.close();
                throw failure;
            }
            return as;
        } catch (TroubleException trouble) {
            throw failure(trouble);
        }
    }

    /** What a trouble says to a person: cause, then action, in the language that is shown. */
    public static String sentence(TroubleException trouble) {
        return Wording.of("token").say("trouble." + trouble.trouble().id(), trouble.detail());
    }

    private static LinkFailure failure(TroubleException trouble) {
        Reason reason =
                switch (trouble.trouble()) {
                    case HUNG -> Reason.HUNG;
                    default -> Reason.OTHER;
                };
        return new LinkFailure(reason, sentence(trouble), trouble);
    }

    private byte[] ask(String command, Kind kind, byte[] content) throws CardFailure {
        try {
            byte[] answer = helper.call(kind, content, limit);
            note(command + " 9000");
            return answer;
        } catch (Status status) {
            note(String.format(Locale.ROOT, "%s %04X", command, status.sw()));
            if (status.sw() == 0x6982) {
                verified = false;
            }
            throw new StatusWordFailure(command, status.sw());
        } catch (WrongPin wrong) {
            note(command + " refused");
            throw new PinFailure(wrong.triesLeft());
        } catch (TroubleException trouble) {
            note(command + " " + trouble.trouble().id());
            verified = false;
            throw failure(trouble);
        }
    }

    private synchronized void note(String line) {
        if (trace.size() == TRACE) {
            trace.remove(0);
        }
        trace.add(line);
    }

    @Override
    public AsKind kind() {
        return description.kind();
    }

    @Override
    public AsIdentity identity() throws CardFailure {
        return AsIdentity.decode(Bytes.of(ask("GET DATA 0101", Kind.IDENTITY, new byte[0])));
    }

    @Override
    public AsProtection protection() {
        return description.protection();
    }

    @Override
    public List<KeyDirectoryEntry> keys() throws CardFailure {
        byte[] page = ask("GET DATA 0102", Kind.KEYS, new byte[0]);
        return page.length == 0 ? List.of() : KeyDirectoryEntry.decodePage(Bytes.of(page));
    }

    @Override
    public void verifyOperator(char[] pin) throws CardFailure {
        verified = false;
        byte[] bytes = bytes(pin);
        ask("PIN", Kind.PIN, bytes);
        verified = true;
    }

    /**
     * A PIN in UTF-8, which the caller wipes.
     *
     * @param pin wiped by this call
     */
    public static byte[] bytes(char[] pin) {
        byte[] room = new byte[UTF_8 * pin.length];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(pin), encoded, true);
        Arrays.fill(pin, '\0');
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return bytes;
    }

    @Override
    public ExportedKey exportKey(ExportKey request) throws CardFailure {
        return request.answered(Bytes.of(send(Kind.EXPORT, request)));
    }

    @Override
    public void verifyReceipt(VerifyReceipt request) throws CardFailure {
        send(Kind.VERIFY, request);
    }

    private byte[] send(Kind kind, Command command) throws CardFailure {
        CommandApdu apdu = command.toApdu();
        Bytes header = Bytes.of(new byte[] {(byte) apdu.cla(), (byte) apdu.ins(), (byte) apdu.p1(), (byte) apdu.p2()});
        return ask(
                command.name(),
                kind,
                Bytes.concat(header, Bytes.of(apdu.data())).toArray());
    }

    @Override
    public boolean operatorVerified() {
        return verified;
    }

    @Override
    public synchronized List<String> trace() {
        return List.copyOf(trace);
    }

    /** The number of its process in the system. */
    public long pid() {
        return helper.pid();
    }

    @Override
    public void close() {
        verified = false;
        helper.close();
    }
}
