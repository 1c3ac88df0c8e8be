package kpwatch.assess;

import java.util.List;
import java.util.Optional;

/**
 * How one incident of a scenario came out.
 *
 * @param made where the scenario comes from
 * @param code of the incident, or why there is none
 * @param views what was thought of it when it was opened, 10 min and 1 h later, and at the end
 * @param accepts what the file accepts as the final verdict
 * @param met whether it came out so
 * @param scored for the log score; empty where the file names no verdicts or there is no incident
 */
public record Outcome(
    String scenario,
    String made,
    String code,
    List<String> views,
    String accepts,
    String met,
    Optional<Scored> scored) {
  public Outcome {
    views = List.copyOf(views);
  }

  String row() {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(scenario, made, code, String.join(" | ", views), accepts, met);
  }
}
