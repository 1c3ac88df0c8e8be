package kpwatch.command;

import java.time.Instant;

/** One thing that users can say. */
interface Command {
  /** Never throws for what was typed. */
  Reply answer(Request request, Instant now);
}
