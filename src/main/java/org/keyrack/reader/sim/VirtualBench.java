package org.keyrack.reader.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.keyrack.card.KeySet;
import org.keyrack.card.Scp03Option;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.Readers;
import org.keyrack.reader.sim.RackFile.AsCard;
import org.keyrack.reader.sim.RackFile.Fault;
import org.keyrack.reader.sim.RackFile.Timing;
import org.keyrack.reader.sim.RackFile.UnitGroup;

/**
 * A bench of simulated cards from a rack file, the AS cards in the first readers. It shows its cards in one of two ways:
 * in readers of this process ({@link #readers}), or in the readers of a pcscd ({@link #connectToVpcd}).
 */
public final class VirtualBench implements AutoCloseable {
    private static final int HIGHEST_PORT = 65535;
    /** Pseudo-random challenges, answers authenticated and encrypted: what most cards of today say. */
    private static final Scp03Option BLANK_OPTION = new Scp03Option(0x70);

    private final RackFile rack;
    private final Optional<BenchMemory> memory;
    private final Card[] cards;
    /** Number of the card of each reader. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final SimulatedReaders readers;
    private final UnaryOperator<SimulatedCard> wrapping;
    private long nextSerial;
    private Optional<VpcdRack> vpcd = Optional.empty();

    /**
     * What is in a reader.
     *
     * @param group the group of the module; none for an AS and for a blank card
     * @param shown the card with its counter, faults and timing
     */
    private record Card(Optional<UnitGroup> group, long serial, CountedCard shown) {}

    private VirtualBench(
            RackFile rack, Optional<BenchMemory> memory, Duration answerLimit, UnaryOperator<SimulatedCard> wrapping) {
        this.rack = rack;
        this.memory = memory;
        this.wrapping = wrapping;
        cards = new Card[rack.cards()];
        IntStream.range(0, cards.length).forEach(card -> numbers.put(name(card), card));
        readers = new SimulatedReaders(
                IntStream.range(0, cards.length).mapToObj(VirtualBench::name).toList(),
                rack.as().size(),
                answerLimit,
                this::fresh);
    }

    /**
     * Makes the cards, or meets them again in their memory file, and puts them into readers of this process.
     *
     * @throws RackFileException when the memory file cannot be used
     */
    public static VirtualBench start(RackFile rack) throws RackFileException {
        return start(rack, SimulatedReaders.ANSWER_LIMIT);
    }

    /** @param answerLimit after which a card that has not answered counts as hung */
    public static VirtualBench start(RackFile rack, Duration answerLimit) throws RackFileException {
        return start(rack, answerLimit, UnaryOperator.identity());
    }

    /** @param wrapping what a bench puts around each card, its timing and its faults */
    static VirtualBench start(RackFile rack, Duration answerLimit, UnaryOperator<SimulatedCard> wrapping)
            throws RackFileException {
        Optional<BenchMemory> memory = rack.memory().isEmpty()
                ? Optional.empty()
                : Optional.of(BenchMemory.open(rack.memory().get(), rack, lengths(rack)));
        VirtualBench bench = new VirtualBench(rack, memory, answerLimit, wrapping);
        bench.fill();
        return bench;
    }

    /** Bytes of the memory of each card. */
    private static List<Integer> lengths(RackFile rack) {
        List<Integer> lengths = new ArrayList<>();
        rack.as().forEach(as -> lengths.add(length(as)));
        rack.units().forEach(group -> lengths.addAll(Collections.nCopies(group.count(), length(group))));
        lengths.addAll(Collections.nCopies(rack.blanks().count(), BlankMemory.length()));
        return lengths;
    }

    /** Room for the keys described, and for all that there can be in a card that is still to be personalized. */
    private static int length(AsCard as) {
        return SimulatedApplet.AS.memoryLength(
                isPersonalizable(as.state())
                        ? SimulatedApplet.AS.mostEntries()
                        : as.keys().size());
    }

    private static int length(UnitGroup group) {
        return SimulatedApplet.EI.memoryLength(
                isPersonalizable(group.state())
                        ? SimulatedApplet.EI.mostEntries()
                        : group.locations().size());
    }

    private static boolean isPersonalizable(LifeCycleState state) {
        return state == LifeCycleState.BLANK || state == LifeCycleState.LOADING;
    }

    /** Name of the reader of a card, from 0. */
    static String name(int card) {
        return String.format(Locale.ROOT, "Virtual Reader %02d", card + 1);
    }

    private int number(String reader) {
        Integer number = numbers.get(reader);
        if (number == null) {
            throw new IllegalArgumentException("There is no reader " + reader + " on this bench");
        }
        return number;
    }

    private void fill() {
        List<Runnable> making = new ArrayList<>();
        int number = 0;
        for (AsCard as : rack.as()) {
            int card = number++;
            making.add(() -> cards[card] = makeAs(card, as));
        }
        for (UnitGroup group : rack.units()) {
            for (int i = 0; i < group.count(); i++) {
                int card = number++;
                long serial = group.firstSerial() + i;
                making.add(() -> cards[card] = makeUnit(card, group, serial));
            }
        }
        for (int i = 0; i < rack.blanks().count(); i++) {
            int card = number++;
            making.add(() -> cards[card] = makeBlank(card, isKept(card), faults(card)));
        }
        making.parallelStream().forEach(Runnable::run);
        for (int card = 0; card < cards.length; card++) {
            Card made = cards[card];
            if (made.group().isPresent() && Long.compareUnsigned(made.serial(), nextSerial) >= 0) {
                nextSerial = made.serial() + 1;
            }
            readers.insert(name(card), made.shown());
        }
    }

    private Card makeAs(int number, AsCard as) {
        boolean kept = isKept(number);
        AppletCard chip = new AppletCard(SimulatedApplet.AS, memory(number, kept, length(as)));
        if (!kept) {
            Factory.personalize(chip, as, rack.sets());
            complete(number, 0);
        }
        return new Card(Optional.empty(), 0, shown(chip, number, faults(number)));
    }

    private Card makeUnit(int number, UnitGroup group, long serial) {
        boolean kept = isKept(number);
        if (!kept) {
            return freshUnit(number, group, serial, faults(number));
        }
        AppletCard chip = new AppletCard(SimulatedApplet.EI, memory(number, true, length(group)));
        return new Card(Optional.of(group), memory.orElseThrow().serial(number), shown(chip, number, faults(number)));
    }

    private Card freshUnit(int number, UnitGroup group, long serial, List<Fault> faults) {
        AppletCard chip = new AppletCard(SimulatedApplet.EI, memory(number, false, length(group)));
        Factory.personalize(chip, group, serial);
        complete(number, serial);
        return new Card(Optional.of(group), serial, shown(chip, number, faults));
    }

    /** A card from its maker, or the one that was met before. */
    private Card makeBlank(int number, boolean kept, List<Fault> faults) {
        BlankMemory blank = new BlankMemory(memory(number, kept, BlankMemory.length()));
        if (!kept) {
            try (KeySet keys = RackFileBlanks.keySet(rack.blanks())) {
                blank.make(keys);
            }
            complete(number, 0);
        }
        BlankCard chip = new BlankCard(blank, BLANK_OPTION);
        return new Card(Optional.empty(), 0, shown(chip, number, faults));
    }

    /** Whether it was met before. */
    private boolean isKept(int number) {
        return memory.filter(file -> file.isComplete(number)).isPresent();
    }

    private CardMemory memory(int number, boolean kept, int length) {
        return memory.map(file -> kept ? file.kept(number) : file.fresh(number))
                .orElseGet(() -> CardMemory.volatileFor(length));
    }

    private void complete(int number, long serial) {
        memory.ifPresent(file -> file.complete(number, serial));
    }

    private List<Fault> faults(int number) {
        return rack.faults().stream().filter(fault -> fault.card() == number).toList();
    }

    private <T extends SimulatedCard & Chip> CountedCard shown(T chip, int number, List<Fault> faults) {
        SimulatedCard card = chip;
        if (!rack.timing().equals(Timing.NONE)) {
            card = new TimedCard(card, rack.timing());
        }
        if (!faults.isEmpty()) {
            card = new FaultyCard(card, chip, faults);
        }
        if (rack.t0().contains(number)) {
            card = new T0Card(card);
        }
        return new CountedCard(wrapping.apply(card));
    }

    /** A new module for a reader, of the kind that is in it, with the next serial number and no faults. */
    private synchronized SimulatedCard fresh(String reader) {
        int number = number(reader);
        Optional<UnitGroup> group = cards[number].group();
        if (number >= rack.as().size() + rack.modules()) {
            cards[number] = makeBlank(number, false, List.of());
            return cards[number].shown();
        }
        if (group.isEmpty()) {
            throw new IllegalArgumentException("Reader " + reader + " holds an AS: only modules are replaced");
        }
        cards[number] = freshUnit(number, group.get(), nextSerial++, List.of());
        return cards[number].shown();
    }

    /** The readers of this process. They stay the same object; closing the bench closes them. */
    public Readers readers() {
        return readers;
    }

    /** The same, with the calls that put cards in and take them out. */
    public SimulatedReaders simulatedReaders() {
        return readers;
    }

    /**
     * Takes the module out of a reader and puts a fresh one in, with the next serial number that is free.
     *
     * @return its SN, 8 bytes unsigned
     * @throws IllegalArgumentException when there is no such reader or it holds an AS
     */
    public synchronized long replaceUnit(String reader) {
        if (vpcd.isEmpty()) {
            readers.remove(reader);
            readers.insert(reader, fresh(reader));
        } else {
            vpcd.get().swap(number(reader), fresh(reader));
        }
        return cards[number(reader)].serial();
    }

    /** Takes the card out of a reader of this process; a command at work is never answered. */
    public void takeOut(String reader) {
        readers.remove(reader);
    }

    /** Puts the card of a reader of this process back into it, when it is not there. */
    public synchronized void putBack(String reader) {
        readers.insertIfEmpty(reader, cards[number(reader)].shown());
    }

    /**
     * Takes the module out of a reader of this process and puts in one that says the SN of another.
     *
     * @throws IllegalArgumentException when one of the two holds no module at the start
     */
    public synchronized void putCopy(String reader, String original) {
        Card model = cards[number(original)];
        if (model.group().isEmpty() || cards[number(reader)].group().isEmpty()) {
            throw new IllegalArgumentException("Only modules have copies here: " + original + ", " + reader);
        }
        int number = number(reader);
        cards[number] = freshUnit(number, model.group().get(), model.serial(), List.of());
        readers.remove(reader);
        readers.insert(reader, cards[number].shown());
    }

    /** The operator PIN of the first AS, a copy to be wiped. */
    public char[] operatorPin() {
        return operatorPin(name(0));
    }

    /**
     * The operator PIN of the AS in a reader at the start, a copy to be wiped.
     *
     * @throws IllegalArgumentException when there is none
     */
    public char[] operatorPin(String reader) {
        int number = number(reader);
        if (number >= rack.as().size()) {
            throw new IllegalArgumentException("Reader " + reader + " holds no AS");
        }
        return rack.as().get(number).operatorPin().clone();
    }

    /** How often each command has arrived at the card that is in a reader now. */
    public synchronized Map<Instruction, Integer> commandCounts(String reader) {
        return cards[number(reader)].shown().counts();
    }

    /** How often each command has arrived at the cards that are in now, all together, by its name. */
    public synchronized Map<String, Integer> commandCounts() {
        Map<String, Integer> all = new TreeMap<>();
        for (Card card : cards) {
            card.shown().counts().forEach((command, count) -> all.merge(command.name(), count, Integer::sum));
        }
        return all;
    }

    /** Names of the readers that hold an AS at the start. */
    public List<String> asReaders() {
        return IntStream.range(0, rack.as().size()).mapToObj(VirtualBench::name).toList();
    }

    /**
     * Takes the cards out of the readers of this process and puts them into those of a pcscd: card i on port + i, the AS
     * cards first. A card stays there, whatever becomes of the pcscd, until the bench is closed.
     *
     * @param port on which vpcd listens for the first card, of this machine
     * @return completes when pcscd has given power to every card for the first time: then it shows them all
     * @throws IllegalStateException when they are in a pcscd already
     * @throws IllegalArgumentException when there are not as many ports from this one on
     */
    public synchronized CompletableFuture<Void> connectToVpcd(int port) {
        if (vpcd.isPresent()) {
            throw new IllegalStateException("The cards are in a pcscd already");
        }
        if (port < 1 || port + cards.length - 1 > HIGHEST_PORT) {
            throw new IllegalArgumentException(cards.length + " cards need the ports " + port + " to "
                    + (port + cards.length - 1) + ", and ports end at " + HIGHEST_PORT + ".");
        }
        for (int card = 0; card < cards.length; card++) {
            readers.remove(name(card));
        }
        VpcdRack rackOfPcscd =
                new VpcdRack(Arrays.stream(cards).map(Card::shown).toList(), port, number -> fresh(name(number)));
        vpcd = Optional.of(rackOfPcscd);
        return rackOfPcscd.connected();
    }

    /** After {@link #connectToVpcd}: the ports whose card is not in a reader now. */
    public synchronized List<Integer> missingPorts() {
        return vpcd.map(VpcdRack::missingPorts).orElse(List.of());
    }

    @Override
    public void close() {
        readers.close();
        synchronized (this) {
            vpcd.ifPresent(VpcdRack::close);
            memory.ifPresent(BenchMemory::close);
        }
    }
}
