package kpwatch.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param subject the file or id of {@code replay}
 * @param config the path of {@code --config}
 */
record CommandLine(Command command, Optional<String> subject, Optional<Path> config, boolean json) {
  static final String USAGE =
      """
      usage: java -jar kpwatch.jar [command] [options]

        run (default)            watch, and post to the console
        check [--json]           look once at everything; exit 0 normal, 1 not normal, 3 blind
        replay FILE|ID [--json]  a scenario through the whole program on a virtual clock
        config                   the effective settings, secrets masked, and problems if any
        help, version

        --config FILE            the settings file (default: bot-config.properties here, if there is one)
      """;

  enum Command {
    RUN,
    CHECK,
    REPLAY,
    CONFIG,
    HELP,
    VERSION
  }

  /** Reads the arguments. Throws {@link IllegalArgumentException} with one clear line. */
  static CommandLine parse(String... arguments) {
    Optional<Path> config = Optional.empty();
    boolean json = false;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--config")) {
        if (i + 1 == arguments.length) {
          throw new IllegalArgumentException("--config needs the path of a file");
        }
        config = Optional.of(Path.of(arguments[++i]));
      } else if (argument.startsWith("--config=")) {
        config = Optional.of(Path.of(argument.substring("--config=".length())));
      } else if (argument.equals("--json")) {
        json = true;
      } else if (argument.equals("--help") || argument.equals("-h")) {
        words.add("help");
      } else if (argument.equals("--version")) {
        words.add("version");
      } else if (argument.startsWith("-")) {
        throw new IllegalArgumentException("unknown option: " + argument);
      } else {
        words.add(argument);
      }
    }
    return of(words, config, json);
  }

  private static CommandLine of(List<String> words, Optional<Path> config, boolean json) {
    Command command = words.isEmpty() ? Command.RUN : command(words.get(0));
    int most = command == Command.REPLAY ? 2 : 1;
    if (words.size() > most) {
      throw new IllegalArgumentException("one word too many: " + words.get(most));
    }
    if (command == Command.REPLAY && words.size() < 2) {
      throw new IllegalArgumentException(
          "replay needs a scenario file or the id of a built-in scenario");
    }
    if (json && command != Command.CHECK && command != Command.REPLAY) {
      throw new IllegalArgumentException("--json goes with check and replay");
    }
    Optional<String> subject = words.size() < 2 ? Optional.empty() : Optional.of(words.get(1));
    return new CommandLine(command, subject, config, json);
  }

  private static Command command(String word) {
    for (Command command : Command.values()) {
      if (command.name().toLowerCase(java.util.Locale.ROOT).equals(word)) {
        return command;
      }
    }
    throw new IllegalArgumentException("unknown command: " + word);
  }
}
