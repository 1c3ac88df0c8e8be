package kpwatch.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What the assessments of all scenarios came to, as it stands in {@code docs/assessment.md}. */
public record ResultsTable(List<Outcome> outcomes) {
  static final String BEGIN = "<!-- results: written by the benchmark \"assessment\" -->";
  static final String END = "<!-- end of the results -->";

  /** A file that is named after a date is history. */
  public static final String HISTORY = "history";

  /** Files that others made up. */
  public static final String INVENTED = "invented";

  /** Files that we made up. */
  public static final String OURS = "invented, ours";

  public ResultsTable {
    outcomes = List.copyOf(outcomes);
  }

  /** A page with this table between its two marks. */
  public String into(String page) {
    int from = page.indexOf(BEGIN);
    int to = page.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page lacks " + BEGIN + " before " + END);
    }
    return page.substring(0, from + BEGIN.length()) + "\n" + text() + page.substring(to);
  }

  /** The mean log score of the program, over all that are scored. */
  public double score() {
    return mean(o -> true, Scored::score);
  }

  /** The same of the priors alone. */
  public double prior() {
    return mean(o -> true, Scored::prior);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("| file | made | incident | opened | +10 min | +1 h | end | accepted | met |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    outcomes.forEach(o -> lines.add(o.row()));
    lines.add("");
    lines.add("| log score over | n | kpwatch | priors alone |");
    lines.add("|---|---|---|---|");
    lines.add(scores("all that name verdicts", o -> true));
    lines.add(scores("those where one verdict is accepted", ResultsTable::single));
    lines.add(scores("- that verdict is unknown", o -> single(o) && accepts(o, true)));
    lines.add(scores("- that verdict is a cause", o -> single(o) && accepts(o, false)));
    lines.add(scores("those where several are accepted", o -> !single(o)));
    lines.add(scores("history", o -> o.made().equals(HISTORY)));
    lines.add(scores("history, one verdict accepted", o -> o.made().equals(HISTORY) && single(o)));
    lines.add(scores("invented", o -> o.made().equals(INVENTED)));
    lines.add(scores("invented by us", o -> o.made().equals(OURS)));
    return String.join("\n", lines) + "\n";
  }

  private String scores(String over, Predicate<Outcome> which) {
    long n = outcomes.stream().filter(which).filter(o -> o.scored().isPresent()).count();
    return n == 0
        ? "| %s | 0 | | |".formatted(over)
        : String.format(
            Locale.ROOT,
            "| %s | %d | %.3f | %.3f |",
            over,
            n,
            mean(which, Scored::score),
            mean(which, Scored::prior));
  }

  private double mean(Predicate<Outcome> which, ToDoubleFunction<Scored> score) {
    return outcomes.stream()
        .filter(which)
        .flatMap(o -> o.scored().stream())
        .mapToDouble(score)
        .average()
        .orElseThrow();
  }

  private static boolean single(Outcome outcome) {
    return outcome.scored().filter(s -> s.accepted().size() == 1).isPresent();
  }

  private static boolean accepts(Outcome outcome, boolean unknown) {
    return outcome
        .scored()
        .filter(s -> s.accepted().contains(Hypothesis.UNKNOWN) == unknown)
        .isPresent();
  }
}
