package kpwatch.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kpwatch.app.Main;

/**
 * Starts the program and kills its threads on demand, each by an error that it did not expect, at
 * whatever place it is. Reads commands from standard input: {@code list}, {@code kill FAMILY}.
 */
public final class ThreadKiller {
  private static final String MARK = "KILLER ";

  /**
   * The virtual machine's own, and ours. Workers of a {@link java.util.concurrent.ForkJoinPool} are
   * left out as well: no error of a task ends one, and its pool miscounts after a stop from
   * outside.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Notification Thread",
          "Common-Cleaner",
          "DestroyJavaVM",
          "Attach Listener",
          "killer");

  private ThreadKiller() {}

  public static void main(String[] arguments) {
    Thread killer = new Thread(ThreadKiller::obey, "killer");
    killer.setDaemon(true);
    killer.start();
    Main.main(arguments);
  }

  /** The name of a thread without the numbers of a pool or of a connection. */
  static String family(String thread) {
    return thread.replaceAll("[\\d.:/\\[\\]]+", "#").strip();
  }

  private static void obey() {
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        if (line.equals("list")) {
          say(
              threads().stream()
                  .map(t -> family(t.getName()))
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining("|")));
        } else {
          kill(line.substring("kill ".length()));
        }
      }
    } catch (IOException e) {
      say("cannot read any more");
    }
  }

  /** The only way to throw an error into a thread of somebody else. */
  @SuppressWarnings("removal")
  private static void kill(String family) {
    List<Thread> some =
        threads().stream().filter(t -> family(t.getName()).equals(family) && !isIdle(t)).toList();
    some.forEach(Thread::stop);
    say("killed " + family + ": " + some.size());
  }

  /**
   * Whether a pool's thread waits for work. A stop from outside leaves it in the queue of a lock,
   * where it swallows the signal for another thread; an error of a task never does that.
   */
  private static boolean isIdle(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(
            f ->
                f.getClassName().equals(ThreadPoolExecutor.class.getName())
                    && f.getMethodName().equals("getTask"));
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> !OTHERS.contains(t.getName()) && !(t instanceof ForkJoinWorkerThread))
        .toList();
  }

  private static void say(String line) {
    System.out.println(MARK + line);
    System.out.flush();
  }
}
