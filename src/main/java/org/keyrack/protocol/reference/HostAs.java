package org.keyrack.protocol.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * An AS kept on the host, in a PKCS#12 keystore encrypted under a passphrase (protocol.md: the AS in the processing unit of
 * a terminal). It takes and answers the same commands as the card.
 *
 * <p>Ctr, exports left and PIN tries are on the disk before an answer leaves: the keystore is written beside the old one,
 * forced, and renamed over it. When that fails the AS answers 6F00 until it is opened again. Whoever restores an old copy
 * of the file restores its counters too, which a card would not allow.
 */
public final class HostAs implements ApduChannel, AutoCloseable {
    private static final String ALIAS = "as";
    private static final String ALGORITHM = "AES";

    private final Path file;
    private final char[] passphrase;
    private final ReferenceAsMemory memory;
    private final ReferenceAs as;

    private HostAs(Path file, char[] passphrase, ReferenceAsMemory memory) {
        this.file = file;
        this.passphrase = passphrase.clone();
        this.memory = memory;
        this.as = new ReferenceAs(memory, new SecureRandom(), Optional.empty());
        memory.durability(this::write);
    }

    /**
     * Creates a blank AS, to be personalized by its commands.
     *
     * @param passphrase not empty; the caller wipes it
     * @throws FileAlreadyExistsException when the file exists: keys are never written over
     */
    public static HostAs create(Path file, char[] passphrase) throws IOException {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("The passphrase is empty. Choose one that nobody can guess.");
        }
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        HostAs host = new HostAs(file, passphrase, new ReferenceAsMemory());
        host.write(host.memory);
        return host;
    }

    /**
     * Opens an AS.
     *
     * @param passphrase the caller wipes it
     * @throws IOException when the file is missing, no AS, damaged, or the passphrase is wrong
     */
    public static HostAs open(Path file, char[] passphrase) throws IOException {
        byte[] image = {};
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, passphrase);
            if (!store.containsAlias(ALIAS)) {
                throw new IOException("This keystore holds no AS. Choose the file that KeyRack made.");
            }
            image = store.getKey(ALIAS, passphrase).getEncoded();
            return new HostAs(file, passphrase, AsImage.read(image));
        } catch (GeneralSecurityException e) {
            throw new IOException("The AS cannot be opened. Check the passphrase.", e);
        } finally {
            Arrays.fill(image, (byte) 0);
        }
    }

    /** The sentence to show wherever this AS is used: a card is the safer place. */
    public static String warning(Locale locale) {
        return StatusWordTable.text("host.warning", locale);
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) {
        return as.transmit(command);
    }

    /** Takes the power away and gives it back: the verification of PINs is lost. */
    public void reset() {
        as.reset();
    }

    /** Wipes the keys in memory; every later command answers 6F00. */
    @Override
    public void close() {
        as.reset();
        memory.close();
        Arrays.fill(passphrase, '\0');
    }

    private void write(ReferenceAsMemory changed) throws IOException {
        Path whole = file.toAbsolutePath();
        Path beside = whole.resolveSibling(whole.getFileName() + ".new");
        writeForced(beside, keystore(changed));
        Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(Objects.requireNonNull(whole.getParent()));
    }

    private byte[] keystore(ReferenceAsMemory changed) throws IOException {
        byte[] image = AsImage.write(changed);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, passphrase);
            store.setKeyEntry(ALIAS, new SecretKeySpec(image, ALGORITHM), passphrase, null);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IOException("The keystore cannot be encrypted", e);
        } finally {
            Arrays.fill(image, (byte) 0);
        }
    }

    private static void writeForced(Path target, byte[] content) throws IOException {
        Files.deleteIfExists(target);
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = posix
                ? FileChannel.open(
                        target,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(target, options)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the rename itself durable; Windows does not open folders and orders renames by itself. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
