package kpwatch.testkit;

import kpwatch.supervision.Supervisor;

/** Supervisors for tests: they count and start again, and a wish to end the process is an error. */
public final class Unattended {
  private Unattended() {}

  public static Supervisor supervisor() {
    return new Supervisor(
        code -> {
          throw new AssertionError("the process would have ended with " + code);
        },
        System::nanoTime);
  }
}
