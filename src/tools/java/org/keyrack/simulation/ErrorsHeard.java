package org.keyrack.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What the program logs while it is simulated. Nothing of it is shown, since threads that their world's end throws out of a
 * wait log that as well; an error of a world that goes on is a fault of the program that it has survived.
 */
final class ErrorsHeard implements AutoCloseable {
    /** Shown again when nobody simulates any more; guarded by the class. */
    private static final List<Appender<ILoggingEvent>> SILENT = new ArrayList<>();

    private static int open;

    private final AppenderBase<ILoggingEvent> hears;

    /** @param consumer called on the thread that logs an error */
    ErrorsHeard(Consumer<ILoggingEvent> consumer) {
        hears = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                    consumer.accept(event);
                }
            }
        };
        hears.setContext(root().getLoggerContext());
        hears.start();
        attach(hears);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static synchronized void attach(Appender<ILoggingEvent> appender) {
        if (open++ == 0) {
            root().iteratorForAppenders().forEachRemaining(SILENT::add);
            SILENT.forEach(each -> root().detachAppender(each));
        }
        root().addAppender(appender);
    }

    private static synchronized void detach(Appender<ILoggingEvent> appender) {
        root().detachAppender(appender);
        if (--open == 0) {
            SILENT.forEach(each -> root().addAppender(each));
            SILENT.clear();
        }
    }

    @Override
    public void close() {
        detach(hears);
    }
}
