package kpwatch.testkit.telegram;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the judge saw, one line each. */
final class Notes {
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<String> ownFaults = new CopyOnWriteArrayList<>();

  void violation(String line) {
    violations.add(line);
  }

  void warning(String line) {
    warnings.add(line);
  }

  /** The fake itself is wrong. */
  void ownFault(String line) {
    ownFaults.add(line);
    violations.add("the fake's own answer: " + line);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<String> ownFaults() {
    return List.copyOf(ownFaults);
  }
}
