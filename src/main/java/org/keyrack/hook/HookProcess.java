package org.keyrack.hook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.keyrack.hook.HookProblem.Kind;

/** Starts an executable of the folder, gives it its object, and ends it at the limit with all that it has started. */
final class HookProcess {
    /** What a hook sees of the environment: the rest may hold a PIN or a database's password. */
    private static final Set<String> PASSED_ON = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "TZ",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SYSTEMROOT",
            "PATHEXT",
            "COMSPEC",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA");

    private static final List<String> ENDINGS = List.of("", ".exe", ".cmd", ".bat");

    private final Path folder;
    private final Duration limit;

    HookProcess(Path folder, Duration limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** @return what went wrong, told once; empty when it ended well or there is no such hook */
    Optional<HookProblem> run(HookCall call) throws InterruptedException {
        Optional<Path> file = file(call.hook());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Function<Kind, Function<String, Optional<HookProblem>>> problem =
                kind -> detail -> Optional.of(new HookProblem(call.hook(), kind, detail, 1));
        Process process;
        try {
            if (writableByOthers(folder) || writableByOthers(file.get())) {
                return problem.apply(Kind.WRITABLE_BY_OTHERS).apply(file.get().toString());
            }
            process = start(file.get());
        } catch (IOException e) {
            return problem.apply(Kind.UNSTARTABLE).apply(String.valueOf(e.getMessage()));
        }
        try {
            give(process, call.json());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return problem.apply(Kind.TOO_SLOW).apply(String.valueOf(limit.toSeconds()));
            }
            int code = process.exitValue();
            return code == 0 ? Optional.empty() : problem.apply(Kind.FAILED).apply(String.valueOf(code));
        } finally {
            end(process);
        }
    }

    private Optional<Path> file(HookName hook) {
        boolean windows = FileSystems.getDefault().getSeparator().equals("\\");
        return (windows ? ENDINGS : ENDINGS.subList(0, 1))
                .stream()
                        .map(ending -> folder.resolve(hook.file() + ending))
                        .filter(Files::isRegularFile)
                        .findFirst();
    }

    /** A file that somebody else can change would run with this user's rights. */
    private static boolean writableByOthers(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        return rights.contains(PosixFilePermission.OTHERS_WRITE) || rights.contains(PosixFilePermission.GROUP_WRITE);
    }

    private Process start(Path file) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(file.toAbsolutePath().toString());
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true);
        // However much it writes: nobody reads it, and nobody waits for it.
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> !PASSED_ON.contains(name.toUpperCase(Locale.ROOT))
                        && !name.startsWith("LC_")
                        && !name.startsWith("XDG_"));
        return builder.start();
    }

    private static void give(Process process, String json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            // It need not read what it is given; whether it did its work is said by its exit code.
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
