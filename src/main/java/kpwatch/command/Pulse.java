package kpwatch.command;

import java.time.Instant;
import java.util.List;
import kpwatch.notify.Sign;

/** Port to one part of the program that can say how it is. Answers from memory. */
public interface Pulse {
  List<Sign> signs(Instant now);
}
