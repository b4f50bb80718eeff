package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyrack.Eventually;

@Timeout(20)
class VpcdCardTest {
    private static final byte[] ATR = {0x3B, 0x00};

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private final SimulatedCard card = new SimulatedCard() {
        @Override
        public byte[] atr() {
            return ATR.clone();
        }

        @Override
        public byte[] powerOn() {
            seen.add("on");
            return atr();
        }

        @Override
        public byte[] reset() {
            seen.add("reset");
            return atr();
        }

        @Override
        public void powerOff() {
            seen.add("off");
        }

        @Override
        public byte[] transmit(byte[] apdu) throws IOException {
            if (apdu[1] == 1) {
                throw new IOException("dropped");
            }
            return new byte[] {apdu[1], (byte) 0x90, 0x00};
        }
    };

    /** The reader's side of the wire. */
    private static final class Reader implements AutoCloseable {
        private final Socket link;
        private final DataInputStream in;
        private final DataOutputStream out;

        Reader(ServerSocket server) throws IOException {
            link = server.accept();
            in = new DataInputStream(link.getInputStream());
            out = new DataOutputStream(link.getOutputStream());
        }

        void send(int... bytes) throws IOException {
            out.writeShort(bytes.length);
            for (int value : bytes) {
                out.write(value);
            }
        }

        byte[] receive() throws IOException {
            return in.readNBytes(in.readUnsignedShort());
        }

        @Override
        public void close() throws IOException {
            link.close();
        }
    }

    private static ServerSocket server(int port) throws IOException {
        return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    }

    private String next() throws InterruptedException {
        return seen.poll(5, TimeUnit.SECONDS);
    }

    @Test
    void theReaderControlsPowerAndGetsAtrAndAnswers() throws Exception {
        try (ServerSocket server = server(0);
                VpcdCard plugged = new VpcdCard(card, server.getLocalPort())) {
            plugged.plug();
            try (Reader reader = new Reader(server)) {
                reader.send(4);
                assertArrayEquals(ATR, reader.receive());
                reader.send(1);
                assertEquals("on", next());
                reader.send(0x80, 0x52, 0, 0);
                assertArrayEquals(new byte[] {0x52, (byte) 0x90, 0x00}, reader.receive());
                reader.send(2);
                assertEquals("reset", next());
                reader.send(0);
                assertEquals("off", next());
                assertTrue(plugged.connected());
            }
            assertEquals("off", next());
            assertFalse(plugged.connected());
        }
    }

    @Test
    void aCardThatDropsTheLinkIsOutAndStaysOut() throws Exception {
        try (ServerSocket server = server(0);
                VpcdCard plugged = new VpcdCard(card, server.getLocalPort())) {
            plugged.plugAndStay();
            try (Reader reader = new Reader(server)) {
                reader.send(0x80, 1, 0, 0);
                assertEquals(-1, reader.in.read());
            }
            assertEquals("off", next());
            assertFalse(plugged.connected());
        }
    }

    @Test
    void anUnpluggedCardCanBePluggedAgain() throws Exception {
        try (ServerSocket server = server(0);
                VpcdCard plugged = new VpcdCard(card, server.getLocalPort())) {
            plugged.plug();
            try (Reader reader = new Reader(server)) {
                plugged.unplug();
                assertEquals(-1, reader.in.read());
            }
            assertFalse(plugged.connected());
            plugged.plug();
            try (Reader reader = new Reader(server)) {
                reader.send(4);
                assertArrayEquals(ATR, reader.receive());
            }
        }
    }

    @Test
    void aCardThatStaysIsThereForTheNextPcscd() throws Exception {
        ServerSocket first = server(0);
        int port = first.getLocalPort();
        try (VpcdCard plugged = new VpcdCard(card, port)) {
            plugged.plugAndStay();
            try (first) {
                new Reader(first).close();
            }
            assertEquals("off", next());
            try (ServerSocket second = server(port);
                    Reader reader = new Reader(second)) {
                reader.send(4);
                assertArrayEquals(ATR, reader.receive());
            }
        }
    }

    /** The last link takes power away late; the next one's power must not be what it takes. */
    @Test
    void aCardPutInAgainHasThePowerOfItsNewLink() throws Exception {
        CountDownLatch powered = new CountDownLatch(1);
        SimulatedCard slow = new ForwardingCard(card) {
            @Override
            public byte[] powerOn() {
                byte[] atr = super.powerOn();
                powered.countDown();
                return atr;
            }

            @Override
            public void powerOff() {
                try {
                    boolean on = powered.await(300, TimeUnit.MILLISECONDS);
                    seen.add(on ? "off after on" : "off");
                } catch (InterruptedException early) {
                    seen.add("off");
                }
            }
        };
        try (ServerSocket server = server(0);
                VpcdCard plugged = new VpcdCard(slow, server.getLocalPort())) {
            plugged.plug();
            new Reader(server).close();
            Eventually.holds("the reader has let go", () -> !plugged.connected());
            plugged.plug();
            try (Reader reader = new Reader(server)) {
                reader.send(1);
                assertEquals("off", next());
                assertEquals("on", next());
            }
        }
    }

    @Test
    void aPortWithoutReaderIsNamed() throws Exception {
        int port;
        try (ServerSocket server = server(0)) {
            port = server.getLocalPort();
        }
        try (VpcdCard plugged = new VpcdCard(card, port)) {
            IOException refused = assertThrows(IOException.class, plugged::plug);
            assertTrue(refused.getMessage().contains(String.valueOf(port)), refused.getMessage());
        }
    }
}
