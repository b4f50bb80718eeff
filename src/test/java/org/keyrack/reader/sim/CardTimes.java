package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.command.Instruction;

/** When the commands of a download arrived at the cards of a bench and when they were answered: whoever the host is. */
public final class CardTimes {
    private final List<Command> commands = new ArrayList<>();

    private record Command(SimulatedCard card, Instruction instruction, long arrived, long answered) {}

    /**
     * What a batch cost beyond the cards' own time, in milliseconds, as the cards of one AS saw it.
     *
     * @param begin from the first INITIATE's answer to the first EXPORTKEY's arrival
     * @param gaps of the AS between two EXPORTKEYs, all together
     * @param longestGap the longest of them
     * @param exports how much longer the EXPORTKEYs took than they should
     * @param end from the last EXPORTKEY's answer to the last IMPORTKEY's
     */
    public record Idle(double begin, double gaps, double longestGap, double exports, double end) {}

    /** The same card, watched. */
    SimulatedCard watch(SimulatedCard card) {
        return new ForwardingCard(card) {
            @Override
            public byte[] transmit(byte[] apdu) throws IOException {
                long arrived = System.nanoTime();
                byte[] answer = super.transmit(apdu);
                Optional<Instruction> instruction = Instruction.of(apdu);
                synchronized (commands) {
                    instruction.ifPresent(known -> commands.add(new Command(card, known, arrived, System.nanoTime())));
                }
                return answer;
            }
        };
    }

    private List<Command> of(Instruction instruction) {
        synchronized (commands) {
            return commands.stream()
                    .filter(command -> command.instruction() == instruction)
                    .sorted(Comparator.comparingLong(Command::arrived))
                    .toList();
        }
    }

    /**
     * How long the AS waited.
     *
     * @param export what an EXPORTKEY should take, in milliseconds
     */
    public Idle idle(double export) {
        List<Command> exports = of(Instruction.EXPORTKEY);
        List<Command> initiates = of(Instruction.INITIATE);
        List<Command> imports = of(Instruction.IMPORTKEY);
        long gaps = 0;
        long longest = 0;
        for (int i = 1; i < exports.size(); i++) {
            long gap = exports.get(i).arrived() - exports.get(i - 1).answered();
            gaps += gap;
            longest = Math.max(longest, gap);
        }
        long taken = exports.stream()
                .mapToLong(command -> command.answered() - command.arrived())
                .sum();
        long firstAnswer = initiates.stream().mapToLong(Command::answered).min().orElseThrow();
        long lastImport = imports.stream().mapToLong(Command::answered).max().orElseThrow();
        return new Idle(
                (exports.get(0).arrived() - firstAnswer) / 1e6,
                gaps / 1e6,
                longest / 1e6,
                taken / 1e6 - export * exports.size(),
                (lastImport - exports.get(exports.size() - 1).answered()) / 1e6);
    }
}
