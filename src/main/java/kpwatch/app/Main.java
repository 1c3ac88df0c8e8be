package kpwatch.app;

import ch.qos.logback.classic.LoggerContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import kpwatch.config.FileNames;
import kpwatch.config.Problem;
import kpwatch.files.FileRefused;
import kpwatch.files.NetworkFile;
import kpwatch.files.ScenarioFile;
import kpwatch.network.Network;
import kpwatch.storage.Backup;
import kpwatch.storage.StorageFailed;
import kpwatch.storage.StorageRefused;
import kpwatch.supervision.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front door: the command line, its exit codes, start and stop. */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  Main(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /**
   * Threads of the libraries would keep a failed program alive, so every way out ends the process.
   */
  public static void main(String[] arguments) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int code = FAILED;
    try {
      code = new Main(out, err, System.getenv()).run(arguments);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(Supervisor.OUT_OF_MEMORY);
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(Main.class).error("kpwatch ends because of a fault of its own", e);
    }
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), false, StandardCharsets.UTF_8);
  }

  /** Carries out one command; the result is the exit code. */
  int run(String... arguments) {
    CommandLine line;
    List<String> names = new ArrayList<>(List.of(arguments));
    names.add(System.getProperty("user.dir", ""));
    Optional<String> unnamed = FileNames.here().refusal(names);
    if (unnamed.isPresent()) {
      return refused(List.of(unnamed.get()));
    }
    try {
      line = CommandLine.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(CommandLine.USAGE);
      return REFUSED;
    }
    return switch (line.command()) {
      case HELP -> said(CommandLine.USAGE.stripTrailing());
      case VERSION -> said("kpwatch " + Version.text());
      case REPLAY -> guarded(() -> line.past().isEmpty() ? replay(line) : past(line));
      case BACKFILL -> guarded(() -> past(line));
      case BACKUP -> guarded(() -> backup(line));
      case CONFIG -> guarded(() -> config(line));
      case CHECK, RUN -> guarded(() -> watch(line));
    };
  }

  private int said(String text) {
    out.println(text);
    return OK;
  }

  /** What a command does, and its exit code. */
  private interface Work {
    int run() throws SettingsRefused;
  }

  /** A refusal is told line by line. */
  private int guarded(Work work) {
    try {
      return work.run();
    } catch (SettingsRefused e) {
      return refused(e.problems().stream().map(Problem::toString).toList());
    } catch (FileRefused e) {
      return refused(e.problems().stream().map(p -> e.what() + ": " + p).toList());
    } catch (StorageRefused | StorageFailed e) {
      return refused(List.of(String.valueOf(e.getMessage())));
    }
  }

  private int past(CommandLine line) throws SettingsRefused {
    return new PastCommand(out, err, environment).run(line);
  }

  private int replay(CommandLine line) {
    new PlayedOut(out).play(ScenarioFile.read(line.subject().orElseThrow()), line.json());
    return OK;
  }

  private int backup(CommandLine line) throws SettingsRefused {
    BotSettings settings = BotSettings.read(line.config(), environment);
    Path copy = Path.of(line.subject().orElseThrow());
    long bytes = new Backup(settings.storage().url()).to(copy);
    out.println("copied " + settings.storage().file() + " to " + copy + ", " + bytes + " bytes");
    return OK;
  }

  private int config(CommandLine line) throws SettingsRefused {
    try {
      BotSettings settings = BotSettings.read(line.config(), environment);
      settings.describe().forEach(out::println);
      List<Problem> more = settings.checked(NetworkFile.read(settings.watch().network()));
      return more.isEmpty() ? OK : refused(more.stream().map(Problem::toString).toList());
    } catch (SettingsRefused e) {
      e.described().forEach(out::println);
      throw e;
    }
  }

  private int watch(CommandLine line) throws SettingsRefused {
    BotSettings settings = BotSettings.read(line.config(), environment);
    Network network = NetworkFile.read(settings.watch().network());
    List<Problem> more = settings.checked(network);
    if (!more.isEmpty()) {
      return refused(more.stream().map(Problem::toString).toList());
    }
    logAt(settings);
    return line.command() == CommandLine.Command.CHECK
        ? new Check(settings, network, InstantSource.system(), Supervisor.ofProcess())
            .run(out, line.json())
        : run(settings, network);
  }

  private int refused(List<String> lines) {
    lines.forEach(err::println);
    return REFUSED;
  }

  private static void logAt(BotSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context
        .getLogger("kpwatch")
        .setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(settings.log().level()));
  }

  private int run(BotSettings settings, Network network) {
    Logger log = LoggerFactory.getLogger(Main.class);
    settings.notices().forEach(log::warn);
    App app =
        App.assemble(
            settings, network, InstantSource.system(), out, new Ports(), Supervisor.ofProcess());
    CountDownLatch closed = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              app.close();
              QuotaAppender.tellAll((LoggerContext) LoggerFactory.getILoggerFactory());
              out.flush();
              closed.countDown();
            },
            "kpwatch-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    app.start();
    log.info("kpwatch {} watches {}; stop it with Ctrl-C", Version.text(), network.name());
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OK;
  }
}
