package org.keyrack.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.unit.As;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiSession;
import org.keyrack.unit.EiUnit;

/**
 * How fast a rack's own readers and cards answer. Nothing is loaded and no export is spent: an EI draws a random that nobody
 * uses, an AS tells its identity.
 *
 * @param reader the reader's name
 * @param as whether an AS is in it
 * @param alone milliseconds of an INITIATE (AS: GET DATA 0101) while the other readers rest, median
 * @param together the same while all readers work; near {@code alone} when the readers do not wait for each other
 */
public record LinkTimes(String reader, boolean as, double alone, double together) {
    private static final int TIMES = 15;

    /** Measures every AS and EI that the bench has read, one after the other, then all at once. */
    public static List<LinkTimes> measure(Bench bench) throws CardFailure, InterruptedException {
        BenchView view = bench.view();
        List<String> readers = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        for (AsUnit as : view.asUnits()) {
            As session = bench.as(as.reader()).session();
            readers.add(as.reader());
            commands.add(session::identity);
        }
        int asCards = commands.size();
        for (EiUnit ei : view.eiUnits()) {
            EiSession session = bench.session(ei.reader());
            readers.add(ei.reader());
            commands.add(session::initiate);
        }
        List<Double> alone = new ArrayList<>();
        for (Command command : commands) {
            alone.add(milliseconds(command));
        }
        List<Double> together = together(commands);
        List<LinkTimes> times = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            times.add(new LinkTimes(readers.get(i), i < asCards, alone.get(i), together.get(i)));
        }
        return times;
    }

    private static List<Double> together(List<Command> commands) throws CardFailure, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, commands.size()));
        CountDownLatch start = new CountDownLatch(commands.size());
        List<Future<Double>> measured = new ArrayList<>();
        for (Command command : commands) {
            measured.add(threads.submit(() -> {
                start.countDown();
                start.await();
                return milliseconds(command);
            }));
        }
        try {
            List<Double> times = new ArrayList<>();
            for (Future<Double> each : measured) {
                times.add(each.get());
            }
            return times;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CardFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static double milliseconds(Command command) throws CardFailure {
        List<Double> samples = new ArrayList<>();
        command.send();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            command.send();
            samples.add((System.nanoTime() - start) / 1e6);
        }
        return Figure.median(samples);
    }

    /** One command of a session. */
    private interface Command {
        Object send() throws CardFailure;
    }
}
