package org.keyrack.token.link;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.Creation;
import org.keyrack.token.TokenAddress;
import org.keyrack.token.TroubleException;
import org.keyrack.token.WrongPin;
import org.keyrack.token.link.Frame.Kind;
import org.keyrack.token.link.HelperProcess.Status;
import org.keyrack.token.pkcs11.TokenInfo;

/** What is asked of tokens before there is an AS in one, each time of a helper process of its own. */
public final class TokenDesk {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TokenDesk() {}

    /** The tokens that a library shows. */
    public static List<TokenInfo> tokens(TokenAddress library) throws TroubleException {
        try (HelperProcess helper = HelperProcess.start(library.environment())) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Requests.write(new DataOutputStream(bytes), library);
            byte[] answer = helper.call(Kind.TOKENS, bytes.toByteArray(), LIMIT);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer));
            List<TokenInfo> tokens = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                tokens.add(new TokenInfo(
                        in.readLong(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readLong()));
            }
            return tokens;
        } catch (IOException | WrongPin | Status fault) {
            throw new IllegalStateException(fault);
        }
    }

    /**
     * Makes an AS.
     *
     * @param file what describes it; never written over
     * @param components of the keys that come so, by {@link Creation#name}; the caller wipes them
     * @param pin of the token, or the passphrase of the file, UTF-8; the caller wipes it
     */
    public static void make(Path file, Creation creation, Map<String, List<SecretKeyBytes>> components, byte[] pin)
            throws TroubleException, WrongPin {
        Map<String, String> environment =
                creation.token().map(TokenAddress::environment).orElse(Map.of());
        try (HelperProcess helper = HelperProcess.start(environment)) {
            helper.call(Kind.CREATE, Requests.encode(new Requests.Create(file, creation, components, pin)), LIMIT);
        } catch (IOException | Status fault) {
            throw new IllegalStateException(fault);
        }
    }
}
