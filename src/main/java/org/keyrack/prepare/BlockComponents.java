package org.keyrack.prepare;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.language.Wording;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.KeyBlock;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** A key that comes in a block from elsewhere, split at once into components: a card takes it as it takes every other key. */
public final class BlockComponents {
    private BlockComponents() {}

    /**
     * Opens a block and splits its key.
     *
     * @param protectionKey the components of the KBPK, 2 or more of one length; they stay the caller's
     * @param block as it is written
     * @param shape what the plan says of the key
     * @param source the block's file, for messages
     * @return closed by the caller
     * @throws PlanException when it cannot be opened, its header forbids that the key leaves again, or it is another key than the
     *     plan's; never with its content
     */
    public static List<KeyComponent> split(
            List<KeyComponent> protectionKey, String block, KeyShape shape, String source, SecureRandom random)
            throws PlanException {
        SecretKeyBytes joined = joined(protectionKey);
        try (KeyBlock opened = KeyBlock.open(joined, block)) {
            if (!opened.exportable()) {
                throw wrong("NOT_EXPORTABLE", source);
            }
            Kcv kcv = Cmac.kcv(opened.key());
            if (opened.key().length() != shape.length() || !kcv.equals(shape.kcv())) {
                throw new PlanException(Wording.of("input")
                        .say("block.other", source, kcv.toString(), shape.kcv().toString()));
            }
            return split(opened.key(), shape.components(), random);
        } catch (KeyBlock.Unopened unopened) {
            throw wrong(unopened.reason().name(), source);
        } finally {
            joined.close();
        }
    }

    /**
     * Checks what can be seen of a block before anybody brings its protection key.
     *
     * @throws PlanException when it is no block of version D
     */
    public static void requireForm(String block, String source) throws PlanException {
        try {
            KeyBlock.requireForm(block);
        } catch (KeyBlock.Unopened unopened) {
            throw wrong(unopened.reason().name(), source);
        }
    }

    private static SecretKeyBytes joined(List<KeyComponent> components) throws PlanException {
        boolean equal = components.stream()
                        .map(each -> each.value().length())
                        .distinct()
                        .count()
                == 1;
        if (components.size() < 2 || !equal) {
            throw new PlanException(Wording.of("input").get("block.components"));
        }
        SecretKeyBytes joined = components.get(0).value().copy();
        for (KeyComponent component : components.subList(1, components.size())) {
            SecretKeyBytes next = joined.xor(component.value());
            joined.close();
            joined = next;
        }
        return joined;
    }

    private static List<KeyComponent> split(SecretKeyBytes key, int count, SecureRandom random) {
        List<KeyComponent> components = new ArrayList<>();
        SecretKeyBytes rest = key.copy();
        for (int i = 1; i < count; i++) {
            byte[] drawn = new byte[key.length()];
            random.nextBytes(drawn);
            SecretKeyBytes part = SecretKeyBytes.taking(drawn);
            SecretKeyBytes next = rest.xor(part);
            rest.close();
            rest = next;
            components.add(new KeyComponent(part, Cmac.kcv(part)));
        }
        components.add(new KeyComponent(rest, Cmac.kcv(rest)));
        return components;
    }

    private static PlanException wrong(String reason, String source) {
        return new PlanException(Wording.of("input").say("block." + reason, source));
    }
}
