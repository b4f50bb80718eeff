package org.keyrack.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.protocol.AsKind;
import org.keyrack.reader.Readers;
import org.keyrack.unit.AsUnit;

/** An AS that is no card; the composition root implements it, so that command line and window know no token. */
public interface AsSource {
    /** The address of an AS: {@code host:FILE} or {@code pkcs11:FILE}, the file being the one that was written when it was made. */
    record Address(AsKind kind, Path file) {
        /** The kinds by their words in an address. */
        private static final Map<String, AsKind> KINDS = Map.of("host", AsKind.HOST, "pkcs11", AsKind.TOKEN);

        /** Reads one; empty when it is none. */
        public static Optional<Address> parse(String text) {
            int colon = text.indexOf(':');
            AsKind kind = colon < 0 ? null : KINDS.get(text.substring(0, colon));
            try {
                return kind == null || colon == text.length() - 1
                        ? Optional.empty()
                        : Optional.of(new Address(kind, Path.of(text.substring(colon + 1))));
            } catch (InvalidPathException noFile) {
                return Optional.empty();
            }
        }

        /** As it is written, and as the bench names its place. */
        @Override
        public String toString() {
            return (kind == AsKind.HOST ? "host:" : "pkcs11:") + file;
        }
    }

    /**
     * A PKCS#11 library.
     *
     * @param library its file
     * @param parameters what it wants to be told at its start; empty: nothing
     * @param environment variables that it reads
     */
    record Library(String library, Optional<String> parameters, Map<String, String> environment) {
        public Library {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * A token.
     *
     * @param usable whether it keeps keys behind a PIN that is set
     */
    record TokenView(long slot, String label, String manufacturer, String model, String serial, boolean usable) {}

    /**
     * An AS to be made.
     *
     * @param file what will describe it; never written over
     * @param library where its keys shall be; empty: in a file of this computer
     * @param slot of the token
     * @param label of the token, when no slot is given
     * @param undiversified whether keys that leave as they are, are meant
     */
    record NewAs(
            Path file,
            Optional<Library> library,
            OptionalLong slot,
            String label,
            AsPlan plan,
            boolean undiversified) {}

    /** Readers with places in front, which come and go while the readers are in use. */
    interface Places {
        /** The readers with their places, which close the readers within. */
        Readers readers();

        /** Adds a place for an AS; nothing happens when it is there. */
        void add(Address address);

        /** Takes the place of an AS away and lets go of the AS. */
        void remove(Address address);
    }

    /** The same readers with places for these AS in front; they are closed with them. */
    Places with(Readers readers, List<Address> places);

    /**
     * The address of the AS that a file describes.
     *
     * @throws InputException when it is no file of an AS, with cause and action
     */
    Address describedBy(Path file) throws InputException;

    /**
     * What an AS tells without its PIN.
     *
     * @throws InputException when it cannot be opened, with cause and action
     */
    AsUnit look(Address address) throws InputException;

    /**
     * The tokens that a library shows.
     *
     * @throws InputException when it cannot be loaded
     */
    List<TokenView> tokens(Library library) throws InputException;

    /**
     * Makes an AS.
     *
     * @param components by the names of {@link AsPlan#components()}; the caller wipes them
     * @param pin of the token, or the passphrase of the file; wiped by this call
     * @throws InputException when it cannot be made; then nothing is left of it
     */
    void make(NewAs creation, Map<String, List<KeyComponent>> components, char[] pin) throws InputException;
}
