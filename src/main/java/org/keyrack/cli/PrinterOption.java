package org.keyrack.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.keyrack.app.ComponentLetters.Printer;
import picocli.CommandLine.Option;

/** The option {@code --print}: the program that letters go to, sheet by sheet, and nowhere else. */
final class PrinterOption {
    @Option(names = "--print", required = true, paramLabel = "${bundle:label.COMMAND}", descriptionKey = "print")
    private String command;

    /**
     * Prints with it; the next sheet waits until the holder has taken the one before.
     *
     * @param sheets how many there will be
     */
    Printer to(CliContext context, int sheets) {
        return (number, pdf) -> print(context, number, sheets, pdf);
    }

    private void print(CliContext context, int number, int sheets, byte[] pdf) throws IOException {
        Process process = new ProcessBuilder(command.trim().split(" +", -1))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(pdf);
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        context.err().println(context.words().say("letters.taken", number, sheets));
        context.err().flush();
        if (number < sheets && context.console().isPresent()) {
            context.console().get().readLine();
        }
    }
}
