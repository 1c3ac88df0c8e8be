package kpwatch.testkit.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What goes wrong next, as the test scripts it. The earliest script that fits is taken. */
public final class Faults {
  private static final class Script {
    private final Predicate<Asked> which;
    private final Fault fault;
    private int left;

    Script(Predicate<Asked> which, Fault fault, int left) {
      this.which = which;
      this.fault = fault;
      this.left = left;
    }
  }

  private final World world;
  private final List<Script> scripts = new ArrayList<>();

  Faults(World world) {
    this.world = world;
  }

  /** The next {@code count} requests that fit go wrong so. */
  public void next(int count, Predicate<Asked> which, Fault fault) {
    synchronized (world) {
      scripts.add(new Script(which, fault, count));
    }
  }

  /** The next post to any channel goes wrong so. */
  public void nextPost(Fault fault) {
    next(1, asked -> asked.is("POST", "/channels/*/messages"), fault);
  }

  /** Faults that were scripted and have not happened. */
  public int pending() {
    synchronized (world) {
      return scripts.stream().mapToInt(script -> script.left).sum();
    }
  }

  public void clear() {
    synchronized (world) {
      scripts.clear();
    }
  }

  Optional<Fault> take(Asked asked) {
    for (Script script : scripts) {
      if (script.left > 0 && script.which.test(asked)) {
        script.left--;
        return Optional.of(script.fault);
      }
    }
    return Optional.empty();
  }
}
