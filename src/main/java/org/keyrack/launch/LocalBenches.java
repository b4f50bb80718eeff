package org.keyrack.launch;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.keyrack.app.AsSource;
import org.keyrack.app.BenchSource;
import org.keyrack.app.InputException;
import org.keyrack.app.ShelfLabels;
import org.keyrack.app.VirtualCards;
import org.keyrack.language.SentenceException;
import org.keyrack.reader.Readers;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.pcsc.Provider;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.RackFileException;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.ui.settings.SettingsFile;

/** The benches of this computer. The system property {@code keyrack.pcsc=jdk} chooses the JDK's own PC/SC provider. */
final class LocalBenches implements BenchSource {
    @Override
    public Readers pcsc() {
        return new PcscReaders(
                "jdk".equalsIgnoreCase(System.getProperty("keyrack.pcsc")) ? Provider.JDK : Provider.JNA);
    }

    @Override
    public ShelfLabels shelf() {
        Map<String, String> labels;
        try {
            labels = SettingsFile.shelf(Places.here().settings());
        } catch (InputException noPlace) {
            return ShelfLabels.NONE;
        }
        return reader ->
                Optional.ofNullable(labels.get(reader)).map(ShelfLabels::number).orElse(OptionalInt.empty());
    }

    @Override
    public AsSource elsewhere() {
        return new LocalTokens();
    }

    @Override
    public VirtualCards virtual(Optional<Path> rack) throws InputException {
        try {
            return started(rack.isPresent() ? RackFile.load(rack.get()) : RackFile.demo());
        } catch (RackFileException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    @Override
    public VirtualCards training() throws InputException {
        return started(RackFile.training());
    }

    private static VirtualCards started(RackFile file) throws InputException {
        try {
            return new Cards(VirtualBench.start(file));
        } catch (RackFileException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    @Override
    public PrivateService pcscd(int readers, Path directory) throws InputException {
        try {
            return new Service(PrivatePcscd.start(directory, readers));
        } catch (FileSystemException e) {
            throw new InputException(
                    "The folder " + directory + " cannot be used for a service: " + SentenceException.said(e)
                            + ". Choose another one.",
                    e);
        } catch (IOException e) {
            throw new InputException(SentenceException.said(e), e);
        }
    }

    private record Cards(VirtualBench bench) implements VirtualCards {
        @Override
        public Readers readers() {
            return bench.readers();
        }

        @Override
        public char[] operatorPin() {
            return bench.operatorPin();
        }

        @Override
        public char[] operatorPin(String reader) {
            return bench.operatorPin(reader);
        }

        @Override
        public CompletableFuture<Void> connect(int firstPort) {
            return bench.connectToVpcd(firstPort);
        }

        @Override
        public void replaceUnit(String reader) {
            bench.replaceUnit(reader);
        }

        @Override
        public void takeOut(String reader) {
            bench.takeOut(reader);
        }

        @Override
        public void putBack(String reader) {
            bench.putBack(reader);
        }

        @Override
        public void putCopy(String reader, String original) {
            bench.putCopy(reader, original);
        }

        @Override
        public Map<String, Integer> commandCounts() {
            return bench.commandCounts();
        }

        @Override
        public void close() {
            bench.close();
        }
    }

    private record Service(PrivatePcscd pcscd) implements PrivateService {
        @Override
        public Path socket() {
            return pcscd.socket();
        }

        @Override
        public int firstPort() {
            return pcscd.firstPort();
        }

        @Override
        public void close() {
            pcscd.close();
        }
    }
}
