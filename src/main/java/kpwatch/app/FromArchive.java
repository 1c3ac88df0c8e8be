package kpwatch.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kpwatch.files.FileRefused;
import kpwatch.files.Past;
import kpwatch.files.PastScenario;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.files.ScenarioWriter;
import kpwatch.network.Network;
import kpwatch.probe.Agent;
import kpwatch.ripestat.HttpTransport;
import kpwatch.ripestat.KeptAnswers;
import kpwatch.ripestat.RipeStatArchive;
import kpwatch.ripestat.Transport;

/** Makes a scenario of a window of the past from RIPEstat's archive. */
final class FromArchive {
  private static final Duration POLITE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BotSettings settings;
  private final Network network;
  private final Consumer<Duration> pausing;
  private final Consumer<String> told;

  /**
   * @param told hears how it goes on, line by line
   */
  FromArchive(
      BotSettings settings, Network network, Consumer<Duration> pausing, Consumer<String> told) {
    this.settings = settings;
    this.network = network;
    this.pausing = pausing;
    this.told = told;
  }

  /**
   * Asks for the window and writes the file. Answers are kept in a folder until then, so that the
   * same command goes on where one before it stopped.
   *
   * @param save the scenario's file, beside which answers are kept; empty: it is not written
   * @param beside where they are kept else; a file
   * @throws FileRefused if a file cannot be made, or the window takes too many calls
   */
  Scenario scenario(Window window, Optional<Path> save, Path beside) throws NoPast {
    int most = settings.ripestat().dailyBudget() / 2;
    int needed = PastReader.calls(network, window);
    if (needed > most) {
      throw new FileRefused(
          window.toString(),
          List.of(
              "takes "
                  + needed
                  + " calls to RIPEstat, more than half of ripestat.daily-budget ("
                  + most
                  + "); ask for a shorter window"));
    }
    KeptAnswers kept = kept(folder(window, save, beside));
    told.accept(
        window
            + ": "
            + needed
            + " calls to RIPEstat, one after another; "
            + kept.count()
            + " answers are there from before");
    Scenario scenario;
    try (HttpTransport http = transport()) {
      scenario = read(window, http, kept, most);
    } catch (NoPast e) {
      if (e.again() == NoPast.Again.SAME) {
        kept.clear();
      }
      throw e;
    }
    String text = ScenarioWriter.text(scenario);
    if (save.isPresent()) {
      write(save.get(), text);
      told.accept(save.get() + ": " + scenario.changes().size() + " changes");
    }
    kept.clear();
    return ScenarioFile.parse("the scenario from the archive", text);
  }

  private Scenario read(Window window, Transport http, KeptAnswers kept, int most) throws NoPast {
    OneByOne calls = new OneByOne(http, paced(PAUSE), pausing, most);
    Past past = new PastReader(network, new RipeStatArchive(calls, kept), calls, told).read(window);
    return PastScenario.of(network, window.start(), window.end(), past);
  }

  private HttpTransport transport() {
    return new HttpTransport(
        settings.ripestat().baseUrl(),
        settings.ripestat().sourceapp(),
        Agent.text(Version.text(), settings.probe().contact()),
        PATIENCE);
  }

  /** A faster pace than the polite one, which is legal on loopback only, makes pauses shorter. */
  private Duration paced(Duration polite) {
    Duration interval = settings.watch().interval();
    return interval.compareTo(POLITE) >= 0
        ? polite
        : polite.multipliedBy(interval.toMillis()).dividedBy(POLITE.toMillis());
  }

  private static Path folder(Window window, Optional<Path> save, Path beside) {
    String unsaved = ("kpwatch-" + window.start() + "-" + window.end()).replace(":", "");
    Path file = save.orElse(beside.resolveSibling(unsaved));
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static KeptAnswers kept(Path folder) {
    try {
      return new KeptAnswers(folder);
    } catch (IOException e) {
      throw new FileRefused(
          folder.toString(), List.of("cannot be made (" + e + "); needed: a folder for answers"));
    }
  }

  /** There is the whole file or none. */
  private static void write(Path file, String text) {
    Path half = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(half, text, StandardCharsets.UTF_8);
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FileRefused(
          file.toString(), List.of("cannot be written (" + e + "); needed: a path for the file"));
    }
  }
}
