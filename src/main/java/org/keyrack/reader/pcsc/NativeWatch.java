package org.keyrack.reader.pcsc;

import com.sun.jna.Platform;
import java.util.List;
import java.util.Optional;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two calls a look, whatever the number of readers: list them, ask for all their states. */
final class NativeWatch implements BenchWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NativeWatch.class);
    private static final int PRESENT = 0x20;
    private static final int EXCLUSIVE = 0x80;
    private static final int MUTE = 0x200;

    private Optional<WinscardLibrary> library = Optional.empty();
    private Optional<Context> open = Optional.empty();
    private boolean refusedBefore;

    /** A handle to the service. */
    private record Context(WinscardLibrary library, long handle) {
        List<WinscardLibrary.State> states() throws WinscardLibrary.Refused {
            return library.states(handle);
        }

        void release() {
            library.release(handle);
        }
    }

    @Override
    public Bench look() {
        try {
            Context context = open.isPresent() ? open.get() : establish();
            open = Optional.of(context);
            Bench seen = new Bench(Service.RUNNING, slots(states(context)));
            refusedBefore = false;
            return seen;
        } catch (UnsatisfiedLinkError missing) {
            LOG.debug("No PC/SC library {} on this system", PcscInstallation.libraryName());
            return Bench.without(Service.NOT_INSTALLED);
        } catch (WinscardLibrary.Refused refused) {
            LOG.debug("No PC/SC service: {}", refused.getMessage());
            release();
            return settled(unavailable(refused.code()));
        }
    }

    private Context establish() throws WinscardLibrary.Refused {
        WinscardLibrary calls = library.isPresent() ? library.get() : new WinscardLibrary();
        library = Optional.of(calls);
        // Serially with the readers' own contexts: pcsc-lite before 2.0.1 races here.
        return new Context(calls, ContextLock.call(calls::establish));
    }

    /** A reader may go between the two calls: then once more. */
    private static List<WinscardLibrary.State> states(Context context) throws WinscardLibrary.Refused {
        try {
            return context.states();
        } catch (WinscardLibrary.Refused refused) {
            if (PcscError.of(refused.code()).map(PcscError::service).orElse(null) == Service.RUNNING) {
                return context.states();
            }
            throw refused;
        }
    }

    /** A service that is being stopped may refuse once; only one that goes on refusing is out of bounds. */
    private Bench settled(Bench seen) {
        boolean denied = seen.service() == Service.ACCESS_DENIED;
        boolean first = denied && !refusedBefore;
        refusedBefore = denied;
        return first ? Bench.without(Service.STOPPED) : seen;
    }

    /** Windows stops its service with the last reader: that is an empty bench, not a fault. */
    private static Bench unavailable(int code) {
        Service service = PcscError.of(code).map(PcscError::service).orElse(Service.STOPPED);
        if (service == Service.STOPPED) {
            if (Platform.isWindows()) {
                return Bench.without(Service.RUNNING);
            }
            if (!PcscInstallation.daemonInstalled()) {
                return Bench.without(Service.NOT_INSTALLED);
            }
            if (PcscInstallation.socketRefused()) {
                return Bench.without(Service.ACCESS_DENIED);
            }
        }
        return Bench.without(service == Service.RUNNING ? Service.STOPPED : service);
    }

    private static List<Slot> slots(List<WinscardLibrary.State> states) {
        return states.stream()
                .map(state -> new Slot(
                        state.reader(),
                        (state.word() & PRESENT) != 0,
                        (state.word() & MUTE) != 0,
                        (state.word() & EXCLUSIVE) != 0,
                        Platform.isMac() ? -1 : state.word() >>> 16))
                .toList();
    }

    private void release() {
        Optional<Context> last = open;
        open = Optional.empty();
        last.ifPresent(Context::release);
    }

    @Override
    public void close() {
        release();
    }
}
