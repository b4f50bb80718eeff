package org.keyrack.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a bench and its database; when armed it lets the next COMMIT through and cuts the line before the answer. */
final class AnswerCutter implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean armed;

    AnswerCutter(int serverPort) throws IOException {
        this.server = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void arm() {
        armed = true;
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
                Line line = new Line(client, database);
                daemon(line::toServer);
                daemon(line::toClient);
            }
        } catch (IOException closed) {
            armed = false;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "answer cutter");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Line {
        private final Socket client;
        private final Socket database;
        private volatile boolean committing;

        Line(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        void toServer() {
            pump(client, database, bytes -> {
                if (armed && bytes.contains("COMMIT")) {
                    committing = true;
                }
                return true;
            });
        }

        void toClient() {
            pump(database, client, bytes -> {
                if (committing) {
                    armed = false;
                    cuts.incrementAndGet();
                    return false;
                }
                return true;
            });
        }

        private void pump(Socket from, Socket to, Check check) {
            byte[] buffer = new byte[65_536];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!check.passes(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException closed) {
                committing = false;
            }
        }
    }

    private interface Check {
        boolean passes(String bytes);
    }
}
