package org.keyrack.prepare.ceremony;

import org.keyrack.language.Wording;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;

/** What happens at a ceremony, in the order in which the card takes it. */
public sealed interface Act {
    /** Whether this is the same act as another one, whoever does it. */
    boolean isAs(Act other);

    /** What it is, for a sentence. */
    String said();

    /**
     * A person enters a PIN of the AS.
     *
     * @param person by name
     */
    record EnterPin(PinReference pin, String person) implements Act {
        @Override
        public boolean isAs(Act other) {
            return other instanceof EnterPin enter && enter.pin == pin;
        }

        @Override
        public String said() {
            Wording words = Wording.of("input");
            return words.say("act.pin", words.get("pin." + pin));
        }
    }

    /**
     * A person enters a component.
     *
     * @param key as {@link org.keyrack.prepare.CardPlan#components()} names it
     * @param protection whether it is one of the key that protects this key's block, and not of this key
     * @param number from 1
     * @param person by name
     * @param kcv of the component
     * @param packageNumber of its envelope; empty without one
     */
    record EnterComponent(String key, boolean protection, int number, String person, Kcv kcv, String packageNumber)
            implements Act {
        @Override
        public boolean isAs(Act other) {
            return other instanceof EnterComponent enter
                    && enter.key.equals(key)
                    && enter.protection == protection
                    && enter.number == number;
        }

        @Override
        public String said() {
            return Wording.of("input").say(protection ? "act.protection" : "act.component", key, number);
        }
    }

    /**
     * The block of a key is opened, once the components of its protection key are entered.
     *
     * @param key as {@link org.keyrack.prepare.CardPlan#components()} names it
     * @param file as the script names it
     * @param block as the file has it: encrypted
     */
    record OpenBlock(String key, String file, String block) implements Act {
        @Override
        public boolean isAs(Act other) {
            return other instanceof OpenBlock open && open.key.equals(key);
        }

        @Override
        public String said() {
            return Wording.of("input").say("act.block", key);
        }
    }

    /** The card draws a key. */
    record Draw(String key) implements Act {
        @Override
        public boolean isAs(Act other) {
            return equals(other);
        }

        @Override
        public String said() {
            return Wording.of("input").say("act.draw", key);
        }
    }
}
