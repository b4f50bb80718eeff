package org.keyrack.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.keyrack.launch.CommandRun;
import org.keyrack.reader.pcsc.PcscReaders;

/** A command line over PC/SC in a process that writes its whole memory into a file when the command is over. */
public final class CanaryLoad {
    private CanaryLoad() {}

    public static void main(String[] arguments) throws Exception {
        CommandRun run =
                CommandRun.with(PcscReaders::new, System.getenv(), Arrays.copyOfRange(arguments, 1, arguments.length));
        System.out.println(run);
        // Dead objects too: nobody knows when they are overwritten.
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[0], false);
        System.exit(run.exitCode());
    }
}
