package kpwatch.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import kpwatch.files.NetworkFile;
import kpwatch.files.Scenario;
import kpwatch.network.Network;
import kpwatch.notify.Times;
import kpwatch.storage.Database;
import kpwatch.storage.SqlBackfill;

/** The commands that go back to a window of the past in RIPEstat's archive. */
final class PastCommand {
  private static final int OK = 0;
  private static final int REFUSED = 2;
  private static final int NO_DATA = 3;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  PastCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /**
   * Carries out {@code replay --from-ripestat} or {@code backfill}; the result is the exit code.
   * What is refused besides the window is thrown.
   */
  int run(CommandLine line) throws SettingsRefused {
    Window window;
    try {
      window = Window.parse(line.past().get(0), line.past().get(1), Instant.now());
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return REFUSED;
    }
    try {
      BotSettings settings = BotSettings.read(line.config(), environment);
      Network network = NetworkFile.read(settings.watch().network());
      FromArchive archive = new FromArchive(settings, network, PastCommand::pause, err::println);
      if (line.command() == CommandLine.Command.REPLAY) {
        new PlayedOut(out)
            .play(archive.scenario(window, line.save(), Path.of("kpwatch")), line.json());
      } else {
        backfill(settings, network, archive, window);
      }
      return OK;
    } catch (NoPast e) {
      err.println(e.getMessage());
      return NO_DATA;
    }
  }

  /** The database is taken first: where the bot runs, no call is made in vain. */
  private void backfill(BotSettings settings, Network network, FromArchive archive, Window window)
      throws NoPast {
    try (Database database = Database.open(settings.storage().url(), InstantSource.system())) {
      Scenario scenario = archive.scenario(window, Optional.empty(), settings.storage().file());
      new Backfill(new SqlBackfill(database), new Times(network), out::println).run(scenario);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
