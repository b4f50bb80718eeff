package org.keyrack.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a window can open here. On Linux JavaFX draws through X alone, also under Wayland, where Xwayland answers; and an
 * X server that is named but does not answer ends JavaFX in the middle of its start.
 */
final class Display {
    private static final int FIRST_PORT = 6000;
    private static final int PATIENCE_MILLISECONDS = 3000;
    /** {@code [protocol/][host]:number[.screen]}, see X(7), Display Names. */
    private static final Pattern NAME =
            Pattern.compile("(?:(?:tcp|unix|inet6?|local)/)?(.*):([0-9]{1,5})(?:\\.[0-9]+)?");

    private Display() {}

    static boolean isUsable(Map<String, String> environment) {
        if (!System.getProperty("os.name", "").startsWith("Linux")
                || "Monocle".equals(System.getProperty("glass.platform"))) {
            return true;
        }
        return answers(environment.getOrDefault("DISPLAY", ""));
    }

    static boolean answers(String display) {
        Matcher name = NAME.matcher(display);
        return name.matches() && answers(name.group(1), Integer.parseInt(name.group(2)));
    }

    private static boolean answers(String host, int number) {
        Path socket = Path.of("/tmp/.X11-unix/X" + number);
        if (host.isEmpty() || host.equals("unix")) {
            // A server may listen on an abstract socket alone, which Java cannot reach: then JavaFX is to try.
            return !Files.exists(socket) ? abstractSocket(number) : connects(UnixDomainSocketAddress.of(socket));
        }
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            for (InetAddress address : InetAddress.getAllByName(plain)) {
                if (connects(address, FIRST_PORT + number)) {
                    return true;
                }
            }
        } catch (UnknownHostException nobody) {
            return false;
        }
        return false;
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket tcp = new Socket()) {
            tcp.connect(new InetSocketAddress(address, port), PATIENCE_MILLISECONDS);
            return true;
        } catch (IOException | IllegalArgumentException silent) {
            return false;
        }
    }

    private static boolean abstractSocket(int number) {
        try {
            return Files.readString(Path.of("/proc/net/unix")).contains("@/tmp/.X11-unix/X" + number + "\n");
        } catch (IOException unknown) {
            return true;
        }
    }

    private static boolean connects(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException silent) {
            return false;
        }
    }
}
