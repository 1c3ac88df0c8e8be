package kpwatch.app;

import java.util.List;
import java.util.stream.Collectors;
import kpwatch.config.Problem;

/** The program cannot start with these settings. Its message has one line for each problem. */
public final class SettingsRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient List<String> described;

  SettingsRefused(List<Problem> problems, List<String> described) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.described = List.copyOf(described);
  }

  /** Every problem found, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** The settings as far as they were understood, as {@link BotSettings#describe()} has them. */
  public List<String> described() {
    return described;
  }
}
