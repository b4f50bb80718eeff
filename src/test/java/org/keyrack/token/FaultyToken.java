package org.keyrack.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token of SoftHSM behind {@code src/test/c/faulty_token.c}, which lets it crash, hang, go away or be locked. */
public final class FaultyToken {
    private static final Path SOURCE = Path.of("src", "test", "c", "faulty_token.c");

    private final TokenAddress address;
    private final Path fault;

    private FaultyToken(TokenAddress address, Path fault) {
        this.address = address;
        this.fault = fault;
    }

    /** Makes one in a folder; empty when this machine has no C compiler. */
    public static Optional<FaultyToken> in(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("faulty_token.so").toAbsolutePath();
        for (String compiler : List.of("cc", "gcc")) {
            Process compiling;
            try {
                compiling = new ProcessBuilder(
                                compiler, "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-ldl")
                        .inheritIO()
                        .start();
            } catch (IOException absent) {
                continue;
            }
            if (compiling.waitFor() != 0) {
                throw new IOException(compiler + " cannot compile " + SOURCE);
            }
            TokenAddress real = Tokens.SOFTHSM.initialize(folder).orElseThrow();
            Path fault = folder.resolve("fault").toAbsolutePath();
            Map<String, String> environment = new HashMap<>(real.environment());
            environment.put("KEYRACK_REAL", real.library());
            environment.put("KEYRACK_FAULT", fault.toString());
            return Optional.of(new FaultyToken(
                    new TokenAddress(library.toString(), Optional.empty(), environment, real.label(), ""), fault));
        }
        return Optional.empty();
    }

    public TokenAddress address() {
        return address;
    }

    /** From now on it has a fault. */
    public void begin(String kind) {
        try {
            Files.writeString(fault, kind);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** It is whole again. */
    public void end() throws IOException {
        Files.delete(fault);
    }
}
