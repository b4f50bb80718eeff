package org.keyrack.world;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does pieces of work one after the other, in the order in which they came; whoever brings one does not wait for it. */
public final class WorkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

    private final World world;
    private final String name;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean working;
    private boolean closed;

    /** @param name of the thread that works while there is work */
    public WorkQueue(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** @return false when the queue is closed: the work is not done */
    public synchronized boolean add(Runnable work) {
        if (closed) {
            return false;
        }
        waiting.add(work);
        if (!working) {
            working = true;
            world.start(name, this::work);
        }
        return true;
    }

    /** What was brought before is still done. */
    public synchronized void close() {
        closed = true;
    }

    private void work() {
        Runnable next = next();
        while (next != null) {
            try {
                next.run();
            } catch (RuntimeException | Error fault) {
                LOG.error("A piece of work of \"{}\" failed", name, fault);
            }
            next = next();
        }
    }

    private synchronized Runnable next() {
        Runnable next = waiting.poll();
        working = next != null;
        return next;
    }
}
