package kpwatch.files;

import java.util.List;
import java.util.Optional;

/** Reads scenario files, format {@code kpwatch-scenario-1}: see {@code docs/scenarios.md}. */
public final class ScenarioFile {
  static final String FORMAT = "kpwatch-scenario-1";

  private static final List<String> BUILT_IN = List.of("kp-2022-01-26", "kp-2025-06-07");

  private ScenarioFile() {}

  /** Ids of the scenarios in the jar. */
  public static List<String> builtIn() {
    return BUILT_IN;
  }

  /**
   * The built-in scenario with an id, or the one in the file at a path.
   *
   * @throws FileRefused with everything that is wrong, if it is not a scenario
   */
  public static Scenario read(String idOrPath) {
    return BUILT_IN.contains(idOrPath)
        ? parse(idOrPath, JsonFile.resource("scenarios/" + idOrPath + ".json"))
        : parse(
            idOrPath,
            JsonFile.onDisk(idOrPath, "a built-in scenario: " + String.join(", ", BUILT_IN)));
  }

  /**
   * A scenario from its text.
   *
   * @param what how to call it in problems
   * @throws FileRefused with everything that is wrong, if it is not a scenario
   */
  public static Scenario parse(String what, String text) {
    Problems problems = new Problems();
    Optional<Scenario> scenario =
        Part.whole(JsonFile.tree(what, text), problems).flatMap(ScenarioPart::read);
    if (!problems.none()) {
      throw problems.refusal(what);
    }
    return scenario.orElseThrow(
        () -> new IllegalStateException(what + ": no scenario, no problem"));
  }
}
