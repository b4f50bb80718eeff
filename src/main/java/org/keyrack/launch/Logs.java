package org.keyrack.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
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
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName("file");
        file.setFile(logs.resolve("keyrack.log").toString());
        file.setEncoder(encoder(context));
        file.setRollingPolicy(rolling(context, logs, file));
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

    private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling(
            LoggerContext context, Path logs, RollingFileAppender<ILoggingEvent> file) {
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                logs.resolve("keyrack.%d{yyyy-MM-dd}.%i.log.gz").toString());
        rolling.setMaxFileSize(new FileSize(5 * FileSize.MB_COEFFICIENT));
        rolling.setMaxHistory(30);
        rolling.setTotalSizeCap(new FileSize(50 * FileSize.MB_COEFFICIENT));
        rolling.start();
        return rolling;
    }
}
