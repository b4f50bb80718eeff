package org.keyrack.token.link;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.token.AsFile;
import org.keyrack.token.AsMaker;
import org.keyrack.token.FailedCheckException;
import org.keyrack.token.KeptAs;
import org.keyrack.token.TokenList;
import org.keyrack.token.Trouble;
import org.keyrack.token.TroubleException;
import org.keyrack.token.WrongPin;
import org.keyrack.token.link.Frame.Kind;
import org.keyrack.token.pkcs11.TokenInfo;

/**
 * The process that loads a library of PKCS#11, or holds the keys of an AS of this computer: it answers frames on its standard
 * input until that ends. What crashes in the library ends this process alone.
 */
public final class AsKeeper {
    /** The one argument by which the packaged program becomes this. */
    public static final String ARGUMENT = "--as-keeper";

    private static final int HEADER = 4;

    private @Nullable KeptAs as;

    private AsKeeper() {}

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        AsKeeper helper = new AsKeeper();
        try {
            while (true) {
                Frame asked = Frame.read(in);
                try {
                    helper.answer(asked).write(out);
                } finally {
                    Arrays.fill(asked.content(), (byte) 0);
                }
            }
        } catch (EOFException over) {
            helper.close();
        }
        // Threads of a library must not keep the process.
        System.exit(0);
    }

    private void close() {
        if (as != null) {
            as.close();
        }
    }

    private Frame answer(Frame asked) throws IOException {
        try {
            return new Frame(Kind.DONE, done(asked));
        } catch (FailedCheckException refused) {
            return new Frame(Kind.STATUS, new byte[] {(byte) (refused.sw() >> 8), (byte) refused.sw()});
        } catch (WrongPin wrong) {
            return new Frame(Kind.WRONG_PIN, new byte[] {(byte) wrong.triesLeft()});
        } catch (TroubleException trouble) {
            return trouble(trouble.trouble(), trouble.detail());
        } catch (ProtocolFailure | RuntimeException fault) {
            return trouble(Trouble.TOKEN_REFUSED, String.valueOf(fault));
        }
    }

    private static Frame trouble(Trouble trouble, String detail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(trouble.id());
        out.writeUTF(detail);
        return new Frame(Kind.TROUBLE, bytes.toByteArray());
    }

    private byte[] done(Frame asked)
            throws TroubleException, WrongPin, FailedCheckException, ProtocolFailure, IOException {
        switch (asked.kind()) {
            case OPEN -> {
                close();
                KeptAs opened = KeptAs.of(AsFile.read(Path.of(new String(asked.content(), StandardCharsets.UTF_8))));
                as = opened;
                return opened.description().protection().encode().toArray();
            }
            case IDENTITY -> {
                return open().identity().encode().toArray();
            }
            case KEYS -> {
                return KeyDirectoryEntry.encodePage(open().keys()).toArray();
            }
            case PIN -> {
                open().open(asked.content());
                return new byte[0];
            }
            case EXPORT -> {
                return open().export(ExportKey.parse(command(asked))).encode().toArray();
            }
            case VERIFY -> {
                open().verify(VerifyReceipt.parse(command(asked)));
                return new byte[0];
            }
            case TOKENS -> {
                return tokens(asked.content());
            }
            case CREATE -> {
                try (Requests.Create create = Requests.create(asked.content())) {
                    AsMaker.make(create.file(), create.creation(), create.components(), create.pin());
                }
                return new byte[0];
            }
            default -> throw new IOException("This is no request");
        }
    }

    private KeptAs open() {
        if (as == null) {
            throw new IllegalStateException("No AS is open");
        }
        return as;
    }

    /** CLA, INS, P1, P2, data. */
    private static CommandApdu command(Frame asked) throws IOException {
        byte[] bytes = asked.content();
        if (bytes.length < HEADER) {
            throw new IOException("This is no command");
        }
        return new CommandApdu(
                bytes[0] & 0xFF,
                bytes[1] & 0xFF,
                bytes[2] & 0xFF,
                bytes[3] & 0xFF,
                Arrays.copyOfRange(bytes, HEADER, bytes.length),
                asked.kind() == Kind.EXPORT);
    }

    private static byte[] tokens(byte[] content) throws TroubleException, IOException {
        List<TokenInfo> tokens = TokenList.of(Requests.address(new DataInputStream(new ByteArrayInputStream(content))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(tokens.size());
        for (TokenInfo token : tokens) {
            out.writeLong(token.slot());
            out.writeUTF(token.label());
            out.writeUTF(token.manufacturer());
            out.writeUTF(token.model());
            out.writeUTF(token.serial());
            out.writeLong(token.flags());
        }
        return bytes.toByteArray();
    }
}
