import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.keyrack.cli.CliContext;
import org.keyrack.cli.KeyrackCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Writes the man page and the bash completion from the command line itself: MAN BASH VERSION DATE. */
public final class CommandLineTexts {
    public static void main(String[] arguments) throws Exception {
        PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
        CommandLine line =
                KeyrackCommand.commandLine(new CliContext(null, null, nowhere, nowhere, false, Map.of(), null));
        Files.writeString(Path.of(arguments[1]), AutoComplete.bash("keyrack", line));
        StringBuilder page = new StringBuilder()
                .append(".TH KEYRACK 1 \"" + arguments[3] + "\" \"KeyRack " + arguments[2] + "\" \"User commands\"\n")
                .append(".SH NAME\nkeyrack \\- load application keys from one AS card into a rack of security modules\n")
                .append(".SH SYNOPSIS\n.B keyrack\n[\\fIPROFILE.keyrack\\fR]\n.br\n.B keyrack\n\\fICOMMAND\\fR [\\fIOPTION\\fR...]\n")
                .append(".SH DESCRIPTION\nWithout a command the workstation's window opens; with a profile's file it shows that profile and runs nothing.\n")
                .append(".SH COMMANDS\n");
        commands(page, line);
        page.append(".SH EXIT STATUS\n0 all loaded, 1 some unit failed, 2 usage, 3 bench not usable.\n")
                .append(".SH ENVIRONMENT\n.TP\nKEYRACK_HOME\nputs settings, data and logs into one folder.\n")
                .append(".TP\nKEYRACK_BENCH\nthe bench's name in the ledger, else the computer's.\n")
                .append(".TP\nKEYRACK_LEDGER\nthe ledger of real modules: a file, or jdbc:postgresql://..., else this user's.\n")
                .append(".TP\nPCSCLITE_CSOCK_NAME\nthe socket of another smart-card service.\n")
                .append(".SH FILES\nUnder Linux: ~/.config/keyrack (settings), ~/.local/share/keyrack (ledger, bench key, logs).\n")
                .append(".SH SEE ALSO\n/usr/share/doc/keyrack/guide, pcscd(8)\n");
        Files.writeString(Path.of(arguments[0]), page);
    }

    private static void commands(StringBuilder page, CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
            page.append(".SS ").append(command.getCommandSpec().qualifiedName()).append('\n');
            verbatim(page, help.synopsis(0) + help.description() + help.parameterList() + help.optionList());
            commands(page, command);
        }
    }

    private static void verbatim(StringBuilder page, String text) {
        page.append(".nf\n");
        for (String row : text.split("\n", -1)) {
            String safe = row.stripTrailing().replace("\\", "\\e").replace("-", "\\-");
            page.append(safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe).append('\n');
        }
        page.append(".fi\n");
    }
}
