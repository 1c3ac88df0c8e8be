package kpwatch.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param subject the file or id of {@code replay}, the FILE of {@code backup}
 * @param past the START and END of {@code --from-ripestat} and {@code backfill}, not yet read; else
 *     empty
 * @param save the path of {@code --save}
 * @param config the path of {@code --config}
 */
record CommandLine(
    Command command,
    Optional<String> subject,
    List<String> past,
    Optional<Path> save,
    Optional<Path> config,
    boolean json) {
  static final String USAGE =
      """
      usage: java -jar kpwatch.jar [command] [options]

        run (default)            watch, and post to the console
        check [--json]           look once at everything; exit 0 normal, 1 not normal, 3 blind
        replay FILE|ID [--json]  a scenario through the whole program on a virtual clock
        replay --from-ripestat START END [--save FILE] [--json]
                                 the same with what RIPEstat's archive holds of that time, such as
                                 2025-06-06T18:00:00Z; exit 3 if it holds nothing
        backfill START END       the incidents that RIPEstat's archive holds of that time into the
                                 history, marked as routing only; posts nothing
        backup FILE              a whole copy of the database, also while the bot runs; FILE must not
                                 be there yet
        config                   the effective settings, secrets masked, and problems if any
        help, version

        --config FILE            the settings file (default: bot-config.properties here, if there is one)
      """;

  enum Command {
    RUN,
    CHECK,
    REPLAY,
    BACKFILL,
    BACKUP,
    CONFIG,
    HELP,
    VERSION
  }

  /** Reads the arguments. Throws {@link IllegalArgumentException} with one clear line. */
  static CommandLine parse(String... arguments) {
    Words words = new Words();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      words.take(rest.next(), rest);
    }
    return words.line();
  }

  /** What has been read so far. */
  private static final class Words {
    private final List<String> plain = new ArrayList<>();
    private Optional<Path> config = Optional.empty();
    private Optional<Path> save = Optional.empty();
    private boolean fromArchive;
    private boolean json;

    void take(String argument, Iterator<String> rest) {
      switch (argument) {
        case "--config" -> config = Optional.of(path(argument, rest));
        case "--save" -> save = Optional.of(path(argument, rest));
        case "--from-ripestat" -> fromArchive = true;
        case "--json" -> json = true;
        case "--help", "-h" -> plain.add("help");
        case "--version" -> plain.add("version");
        default -> other(argument);
      }
    }

    private static Path path(String option, Iterator<String> rest) {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(option + " needs the path of a file");
      }
      return Path.of(rest.next());
    }

    private void other(String argument) {
      if (argument.startsWith("--config=")) {
        config = Optional.of(Path.of(argument.substring("--config=".length())));
      } else if (argument.startsWith("--save=")) {
        save = Optional.of(Path.of(argument.substring("--save=".length())));
      } else if (argument.startsWith("-")) {
        throw new IllegalArgumentException("unknown option: " + argument);
      } else {
        plain.add(argument);
      }
    }

    CommandLine line() {
      Command command = plain.isEmpty() ? Command.RUN : command(plain.get(0));
      if (fromArchive && command != Command.REPLAY) {
        throw new IllegalArgumentException("--from-ripestat goes with replay");
      }
      if (save.isPresent() && !fromArchive) {
        throw new IllegalArgumentException("--save goes with replay --from-ripestat");
      }
      if (json && command != Command.CHECK && command != Command.REPLAY) {
        throw new IllegalArgumentException("--json goes with check and replay");
      }
      boolean past = fromArchive || command == Command.BACKFILL;
      int more = past ? 2 : command == Command.REPLAY || command == Command.BACKUP ? 1 : 0;
      if (plain.size() > more + 1) {
        throw new IllegalArgumentException("one word too many: " + plain.get(more + 1));
      }
      List<String> subject = plain.subList(Math.min(1, plain.size()), plain.size());
      if (subject.size() < more) {
        throw new IllegalArgumentException(
            past
                ? (fromArchive ? "--from-ripestat" : "backfill")
                    + " needs START and END, such as 2025-06-06T18:00:00Z"
                : command == Command.BACKUP
                    ? "backup needs the path of the copy, such as kpwatch-copy.db"
                    : "replay needs a scenario file or the id of a built-in scenario");
      }
      return new CommandLine(
          command,
          past ? Optional.empty() : subject.stream().findFirst(),
          past ? List.copyOf(subject) : List.of(),
          save,
          config,
          json);
    }
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
