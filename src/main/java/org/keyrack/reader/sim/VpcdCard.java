package org.keyrack.reader.sim;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a simulated card to a pcscd, in the reader that vpcd opens on a local TCP port. The wire of vsmartcard's vpcd:
 * both sides send a length of 2 bytes, big-endian, and that many bytes; a single byte from the reader is a control code
 * (0 off, 1 on, 2 reset, 4 send the answer to reset), all else is an APDU. Closing the connection takes the card out.
 */
public final class VpcdCard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VpcdCard.class);
    private static final int OFF = 0;
    private static final int ON = 1;
    private static final int RESET = 2;
    private static final int ATR = 4;
    private static final int CONNECT_MILLISECONDS = 2_000;

    private static final long AGAIN_MILLISECONDS = 50;
    private static final long OUT_MILLISECONDS = 1_000;

    private final int port;
    private SimulatedCard card;
    private Optional<Socket> socket = Optional.empty();
    private Optional<Thread> serving = Optional.empty();

    /** @param port on which vpcd listens for the card of one reader */
    public VpcdCard(SimulatedCard card, int port) {
        this.card = card;
        this.port = port;
    }

    /**
     * Puts the card in. Returns when vpcd's side has the connection; pcscd shows the card within 400 ms. It stays in until
     * {@link #unplug}, until pcscd ends, or until the card itself drops the link.
     *
     * @throws IOException when nothing listens on the port
     */
    public synchronized void plug() throws IOException {
        put(false);
    }

    /** As {@link #plug}, and puts the card in again whenever a pcscd comes back on this port, as a real card would stay. */
    public synchronized void plugAndStay() throws IOException {
        put(true);
    }

    private void put(boolean stay) throws IOException {
        if (!connected()) {
            awaitOut();
            serve(connect(), stay);
        }
    }

    /** The card goes without power before it is put in again: else its last link could take away the power of the next. */
    private void awaitOut() {
        Optional<Thread> last = another();
        if (last.isPresent()) {
            last.get().interrupt();
            try {
                last.get().join(OUT_MILLISECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The thread that serves the card, unless it is this one. */
    private Optional<Thread> another() {
        return serving.filter(thread -> thread != Thread.currentThread());
    }

    private Socket connect() throws IOException {
        Socket fresh = new Socket();
        try {
            fresh.setTcpNoDelay(true);
            fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLISECONDS);
            return fresh;
        } catch (IOException refused) {
            fresh.close();
            throw new IOException(
                    "No virtual reader takes a card on port " + port
                            + ". Start one with keyrack pcscd, or check the port.",
                    refused);
        }
    }

    private void serve(Socket link, boolean stay) {
        SimulatedCard served = card;
        Thread thread = new Thread(() -> run(served, link, stay), "vpcd-card-" + port);
        socket = Optional.of(link);
        serving = Optional.of(thread);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Takes this card out and puts another in, as fast as no hand could. pcscd looks every 400 ms: what an old handle
     * sends next fails, or reaches the other card.
     */
    public synchronized void swap(SimulatedCard other) throws IOException {
        unplug();
        card = other;
        plug();
    }

    /** Takes the card out: power and volatile memory are lost, a command at work is never answered. Idempotent. */
    public synchronized void unplug() {
        if (socket.isPresent()) {
            try {
                socket.get().close();
            } catch (IOException gone) {
                LOG.debug("Port {}: {}", port, gone.getMessage());
            }
            socket = Optional.empty();
        }
    }

    /** Whether the reader holds the card: false after unplug, and when pcscd has gone. */
    public synchronized boolean connected() {
        return socket.isPresent() && !socket.get().isClosed();
    }

    public int port() {
        return port;
    }

    /** Takes the card out for good and interrupts a command at work. */
    @Override
    public void close() {
        Optional<Thread> last;
        synchronized (this) {
            unplug();
            last = another();
        }
        last.ifPresent(Thread::interrupt);
    }

    private void run(SimulatedCard served, Socket first, boolean stay) {
        Optional<Socket> link = Optional.of(first);
        while (link.isPresent()) {
            boolean readerGone = serve(served, link.get());
            served.powerOff();
            link = stay && readerGone ? again(link.get()) : Optional.empty();
        }
    }

    /** Waits for the next pcscd, unless the card is taken out meanwhile. */
    private Optional<Socket> again(Socket before) {
        try {
            while (true) {
                synchronized (this) {
                    if (!socket.equals(Optional.of(before))) {
                        return Optional.empty();
                    }
                    try {
                        socket = Optional.of(connect());
                        return socket;
                    } catch (IOException notYet) {
                        wait(AGAIN_MILLISECONDS);
                    }
                }
            }
        } catch (InterruptedException closed) {
            return Optional.empty();
        }
    }

    /** @return whether the reader ended it, not the card */
    private boolean serve(SimulatedCard served, Socket link) {
        try (link) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(link.getInputStream()));
            while (true) {
                byte[] message;
                try {
                    acknowledgeAtOnce(link);
                    message = in.readNBytes(in.readUnsignedShort());
                } catch (IOException end) {
                    LOG.debug("Port {}: the reader has gone", port);
                    return true;
                }
                Optional<byte[]> answer = answer(served, message);
                if (answer.isPresent()) {
                    send(link.getOutputStream(), answer.get());
                }
            }
        } catch (IOException dropped) {
            LOG.debug("Port {}: {}", port, dropped.getMessage());
        } catch (RuntimeException mistake) {
            LOG.warn("The card on port {} failed and is taken out", port, mistake);
        }
        return false;
    }

    private static Optional<byte[]> answer(SimulatedCard served, byte[] message) throws IOException {
        if (message.length != 1) {
            return Optional.of(served.transmit(message));
        }
        switch (message[0]) {
            case OFF -> served.powerOff();
            case ON -> served.powerOn();
            case RESET -> served.reset();
            case ATR -> {
                return Optional.of(served.atr());
            }
            default -> LOG.debug("vpcd sent an unknown control code {}", message[0]);
        }
        return Optional.empty();
    }

    private static void send(OutputStream out, byte[] answer) throws IOException {
        byte[] framed = new byte[2 + answer.length];
        framed[0] = (byte) (answer.length >>> 8);
        framed[1] = (byte) answer.length;
        System.arraycopy(answer, 0, framed, 2, answer.length);
        out.write(framed);
    }

    /**
     * vpcd sends length and payload apart, without TCP_NODELAY: its second packet waits for our acknowledgement of the
     * first, which Linux delays by 40 ms. TCP_QUICKACK does not last; it is set again before every read.
     */
    private static void acknowledgeAtOnce(Socket link) throws IOException {
        if (link.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            link.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }
}
