package org.keyrack.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log files that go where the system expects them and do not grow without end. Written out here because Logback's XML
 * files cost half a second of every start; a file of one's own in {@code -Dlogback.configurationFile} still wins.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    /** Names the folder; set before the first logger is made. */
    static final String FOLDER = "keyrack.logs";

    /** Older files that are kept, of 5 MB each before they are compressed. */
    private static final int FILES = 10;

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{1} [%thread] %msg%n%ex{full}";

    /** Called by Logback. */
    public Logs() {}

    /** Begins to open the log; until it is open, SLF4J keeps what is logged. Returns at once: the window waits for no log. */
    static void begin() {
        Thread opening = new Thread(LoggerFactory::getILoggerFactory, "log");
        opening.setDaemon(true);
        opening.start();
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String folder = System.getProperty(FOLDER);
        if (folder == null || System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Path logs = Path.of(folder);
        // Logback reads a folder's name as a pattern: where a percent sign stands in it, the log begins anew at each
        // start.
        boolean rolls = !folder.contains("%");
        RollingFileAppender<ILoggingEvent> rolling = new RollingFileAppender<>();
        FileAppender<ILoggingEvent> file = rolls ? rolling : new FileAppender<>();
        file.setContext(context);
        file.setName("file");
        file.setAppend(rolls);
        file.setFile(logs.resolve("keyrack.log").toString());
        file.setEncoder(encoder(context));
        if (rolls) {
            roll(rolling, context, logs);
        }
        file.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }

    /** By size alone: the policies that go by date as well read the folder's name as a regular expression. */
    private static void roll(RollingFileAppender<ILoggingEvent> file, LoggerContext context, Path logs) {
        FixedWindowRollingPolicy kept = new FixedWindowRollingPolicy();
        kept.setContext(context);
        kept.setParent(file);
        kept.setFileNamePattern(logs.resolve("keyrack.%i.log.gz").toString());
        kept.setMinIndex(1);
        kept.setMaxIndex(FILES);
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(context);
        full.setMaxFileSize(new FileSize(5 * FileSize.MB_COEFFICIENT));
        file.setRollingPolicy(kept);
        file.setTriggeringPolicy(full);
        kept.start();
        full.start();
    }
}
