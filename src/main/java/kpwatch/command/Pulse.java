package kpwatch.command;

import java.time.Instant;
import java.util.List;

/** Port to one part of the program that can say how it is. Answers from memory. */
public interface Pulse {
  List<Sign> signs(Instant now);

  /**
   * One line of health.
   *
   * @param well whether it works; what is switched off is well
   * @param text what is seen of it, with its age
   */
  record Sign(String name, boolean well, String text) {}
}
