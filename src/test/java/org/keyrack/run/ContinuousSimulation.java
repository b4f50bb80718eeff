package org.keyrack.run;

import java.lang.management.ManagementFactory;

/** What the scheduler costs in continuous mode, in simulated time: 15 units at a time, a finished one replaced at once. */
public final class ContinuousSimulation {
    private ContinuousSimulation() {}

    /**
     * Cost of one unit of four keys.
     *
     * @param nanos of this thread on the processor
     * @param bytes allocated
     */
    public record Cost(double nanos, double bytes) {
        /** The mean of some runs. */
        static Cost mean(java.util.List<Cost> costs) {
            return new Cost(
                    costs.stream().mapToDouble(Cost::nanos).average().orElseThrow(),
                    costs.stream().mapToDouble(Cost::bytes).average().orElseThrow());
        }
    }

    /** So many runs of so many units, one after the other. */
    public static Cost run(int units, int runs) {
        return Cost.mean(java.util.stream.IntStream.range(0, runs)
                .mapToObj(run -> run(units))
                .toList());
    }

    private static Cost run(int units) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long bytes = threads.getThreadAllocatedBytes(id);
        long start = threads.getCurrentThreadCpuTime();
        ScheduleSimulation simulation = new ScheduleSimulation(1, 40, 120, 180);
        simulation.run(15, units, unit -> 4);
        long nanos = threads.getCurrentThreadCpuTime() - start;
        if (simulation.idleWithWork() > 0 || simulation.grants().size() != 4 * units) {
            throw new IllegalStateException("The schedule is wrong");
        }
        return new Cost((double) nanos / units, (double) (threads.getThreadAllocatedBytes(id) - bytes) / units);
    }
}
