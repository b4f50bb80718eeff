package org.keyrack.token.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyrack.token.Trouble;
import org.keyrack.token.TroubleException;
import org.keyrack.token.WrongPin;
import org.keyrack.token.link.Frame.Kind;

/**
 * An {@link AsKeeper} and the pipe to it. One call at a time; a call that takes too long ends the process, so that nobody waits
 * for it again.
 */
final class HelperProcess implements AutoCloseable {
    private static final String APPLICATION = "jpackage.app-path";
    /** It writes no memory to any file, whatever happens in it, and nobody may look into it from outside. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx128m");

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private boolean ended;

    private HelperProcess(Process process) {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** A status word other than 9000. */
    static final class Status extends Exception {
        private static final long serialVersionUID = 1L;
        private final int sw;

        Status(int sw) {
            super(String.format(Locale.ROOT, "%04X", sw));
            this.sw = sw;
        }

        int sw() {
            return sw;
        }
    }

    /**
     * Starts one.
     *
     * @param environment variables that the library reads
     */
    static HelperProcess start(Map<String, String> environment) throws TroubleException {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        if (System.getProperty(APPLICATION) != null) {
            builder.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", OPTIONS));
        }
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return new HelperProcess(builder.start());
        } catch (IOException e) {
            throw new TroubleException(Trouble.CRASHED, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> command() {
        String packaged = System.getProperty(APPLICATION);
        if (packaged != null) {
            return List.of(packaged, AsKeeper.ARGUMENT);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        for (String name : System.getProperties().stringPropertyNames()) {
            // Where the native part of JNA is.
            if (name.startsWith("jna.")) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(AsKeeper.class.getName());
        return command;
    }

    /**
     * Asks and waits for the answer.
     *
     * @param content wiped once it is sent
     */
    synchronized byte[] call(Kind kind, byte[] content, Duration limit) throws TroubleException, WrongPin, Status {
        if (ended) {
            throw new TroubleException(Trouble.CRASHED, "");
        }
        try {
            return answered(exchange(new Frame(kind, content), limit));
        } catch (IOException gone) {
            close();
            throw new TroubleException(Trouble.CRASHED, "", gone);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private Frame exchange(Frame asked, Duration limit) throws IOException, TroubleException {
        FutureTask<Frame> task = new FutureTask<>(() -> {
            asked.write(out);
            return Frame.read(in);
        });
        Thread thread = new Thread(task, "AS keeper");
        thread.setDaemon(true);
        thread.start();
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    // A command that was sent must not be lost.
                    interrupted = true;
                }
            }
        } catch (TimeoutException late) {
            close();
            throw new TroubleException(Trouble.HUNG, String.valueOf(limit.toSeconds()), late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static byte[] answered(Frame answer) throws IOException, TroubleException, WrongPin, Status {
        byte[] content = answer.content();
        switch (answer.kind()) {
            case DONE -> {
                return content;
            }
            case STATUS -> throw new Status((content[0] & 0xFF) << 8 | content[1] & 0xFF);
            case WRONG_PIN -> throw new WrongPin(content[0]);
            case TROUBLE -> {
                DataInputStream text = new DataInputStream(new ByteArrayInputStream(content));
                Trouble trouble = Trouble.of(text.readUTF()).orElse(Trouble.CRASHED);
                throw new TroubleException(trouble, text.readUTF());
            }
            default -> throw new IOException("This is no answer");
        }
    }

    /** Its number in the system, for whoever watches or ends it. */
    long pid() {
        return process.pid();
    }

    boolean alive() {
        return !ended && process.isAlive();
    }

    @Override
    public void close() {
        ended = true;
        process.destroyForcibly();
    }
}
