package org.keyrack.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;

/**
 * Starts a program and watches the screen until its window is painted: from outside, as a user sees it. Prints a line
 * "milliseconds kilobytes" a start: time from the start of the process to the first picture that shows content, and what
 * the process had resident two seconds later.
 */
public final class WindowWatch {
    /** A mapped window is one colour until its content is painted; smooth letters alone have more than this. */
    private static final int COLOURS = 8;

    private static final Rectangle2D MIDDLE = new Rectangle2D(400, 150, 480, 400);
    private static final long LOOK_EVERY_NANOS = 5_000_000;
    private static final long SETTLE_MS = 2000;
    private static final long AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private WindowWatch() {}

    /** Arguments: how often, then the command. */
    public static void main(String[] arguments) {
        int starts = Integer.parseInt(arguments[0]);
        List<String> command = List.of(arguments).subList(1, arguments.length);
        Platform.startup(() -> {
            Robot robot = new Robot();
            int code = 0;
            try {
                for (int i = 0; i < starts; i++) {
                    System.out.println(start(robot, command));
                }
            } catch (IOException | InterruptedException | IllegalStateException e) {
                System.err.println("No window was seen: " + e.getMessage());
                code = 1;
            }
            System.exit(code);
        });
    }

    private static String start(Robot robot, List<String> command) throws IOException, InterruptedException {
        if (colours(robot) > COLOURS) {
            throw new IllegalStateException("the screen is not empty before the start");
        }
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        try {
            while (colours(robot) <= COLOURS) {
                if (!process.isAlive() || System.nanoTime() - began > AT_MOST_NANOS) {
                    throw new IllegalStateException(
                            process.isAlive() ? "nothing in 60 s" : "the program ended, " + process.exitValue());
                }
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            long painted = System.nanoTime();
            if (process.waitFor(SETTLE_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the program ended after its window had opened");
            }
            return (painted - began) / 1_000_000 + " " + resident(process.pid());
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            while (colours(robot) > COLOURS) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        }
    }

    private static int colours(Robot robot) {
        WritableImage picture = robot.getScreenCapture(null, MIDDLE, false);
        PixelReader pixels = picture.getPixelReader();
        Set<Integer> seen = new HashSet<>();
        for (int y = 0; y < picture.getHeight() && seen.size() <= COLOURS; y += 2) {
            for (int x = 0; x < picture.getWidth() && seen.size() <= COLOURS; x += 2) {
                seen.add(pixels.getArgb(x, y));
            }
        }
        return seen.size();
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
