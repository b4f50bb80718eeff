package org.keyrack.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.language.Wording;

/**
 * Why a ledger cannot be opened or looked into: what has a sentence, cause then action, in each language of
 * {@code i18n/cause}, under {@code ledger.} and the kind.
 *
 * @param details what the sentence names; a database's own words stay in its language
 */
public record LedgerProblem(Kind kind, List<String> details) {
    public LedgerProblem {
        details = List.copyOf(details);
    }

    /** Sorts of problems, with what their sentences name. */
    public enum Kind {
        /** No file; its name. */
        NO_FILE,
        /** A database without a ledger; where it is. */
        NO_LEDGER,
        /** A URL that leads to no PostgreSQL database; without what may be secret in it. */
        NO_ADDRESS,
        /** Cannot be opened; where it is, and the database's words. */
        UNUSABLE,
        /** Written by a newer program; where it is, the version of its tables, and the version known here. */
        NEWER_PROGRAM,
        /** Another program writes to the file; its name. */
        ANOTHER_WRITES,
        /** Another program works as this bench; the bench's name, and where the ledger is. */
        ANOTHER_BENCH,
        /** A commit could be lost; where it is, and the settings. */
        NOT_DURABLE,
        /** The database does not answer; where it is, and its words. */
        UNREADABLE,
        /** The database's server does not answer yet and is waited for; where it is. */
        STARTING,
        /** Its tables cannot be brought to this program's version; where it is, and the database's words. */
        TABLES,
        /** The file for a backup exists; its name. */
        BACKUP_EXISTS,
        /** The folder for a backup does not exist; its name. */
        BACKUP_NO_FOLDER,
        /** A backup cannot be written; its name, and the system's words. */
        BACKUP_UNWRITTEN,
        /** No batch has seen a module; its SN. */
        CERTIFICATE_UNKNOWN_MODULE,
        /** Only an older program has loaded a module, and kept no list of its keys; its SN. */
        CERTIFICATE_OLDER_PROGRAM,
        /** Nothing was loaded into a module; its SN. */
        CERTIFICATE_NOTHING_LOADED,
        /** No checkpoint covers a line yet; the chain. */
        CERTIFICATE_NOT_SIGNED,
        /** The tree of a chain is not built yet; the chain. */
        CERTIFICATE_NO_TREE,
        /** The tables say otherwise than the checkpoint; the chain. */
        CERTIFICATE_UNPROVEN,
        /** The folder of a ledger cannot be made; its name, and the system's words. */
        FOLDER_UNMADE,
        /** The file beside a ledger that keeps others out cannot be locked; where the ledger is, and the system's words. */
        UNLOCKABLE,
        /** There is no bench key; its file. */
        KEY_MISSING,
        /** Others can read the bench key; its file. */
        KEY_EXPOSED,
        /** The file holds no bench key; its name. */
        KEY_FORM,
        /** The public part is another key's; its file, and the bench key's. */
        KEY_OTHER_PUBLIC,
        /** The public part is missing; its file. */
        KEY_NO_PUBLIC,
        /** The bench key cannot be read; its file, and the system's words. */
        KEY_UNREADABLE,
        /** Another program makes the bench key in this moment; its file. */
        KEY_IN_MAKING,
        /** A bench key cannot be made; its file, and the system's words. */
        KEY_UNMADE,
        /** The key before the last is still kept; its file. */
        KEY_OLDER_KEPT,
        /** The key in use cannot be put aside; its file, and the system's words. */
        KEY_UNMOVED,
        /** Closed by this program; where it is. */
        CLOSED,
        /** An event is not of its form; in which way, for those who look after KeyRack. */
        EVENT
    }

    static LedgerProblem of(Kind kind, String... details) {
        return new LedgerProblem(kind, List.of(details));
    }

    /** The problem that an exception, or one of its causes, is about. */
    public static Optional<LedgerProblem> in(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof LedgerUnreadable unreadable) {
                return Optional.of(unreadable.problem());
            }
            if (e instanceof LedgerException ledger && ledger.problem().isPresent()) {
                return ledger.problem();
            }
        }
        return Optional.empty();
    }

    /** Its key in {@code i18n/cause}. */
    public String key() {
        return "ledger." + kind;
    }

    /** The English sentence, as an exception's message: without its full stop. */
    String message() {
        String sentence = Wording.of("cause", Locale.ENGLISH).say(key(), details.toArray());
        return sentence.substring(0, sentence.length() - 1);
    }
}
