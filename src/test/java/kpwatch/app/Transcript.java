package kpwatch.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kpwatch.subscription.ChannelRef;

/** What the readers of one channel were told of incidents in the end, and what is wrong with it. */
final class Transcript {
  private static final Pattern FOOT = Pattern.compile("(KP-[A-Z0-9]{4}) · update (\\d+)");
  private static final String ENDED = "● ENDED";

  /** An end that tells of a beginning that nobody heard of. */
  private static final Pattern BOTH = Pattern.compile("Not sent at its time|Told with it");

  /** Why what may have arrived is not repeated. */
  private static final String LOST = "its answer was lost";

  private final ChannelRef channel;
  private final List<News> news = new ArrayList<>();
  private final List<Map<String, Object>> rows;
  private final Allowance allowance;
  private final List<String> faults = new ArrayList<>();

  /**
   * What may be otherwise in a channel.
   *
   * @param doubts how often nobody could know whether something had arrived, and could not look
   *     either: each may bring one copy, or leave one out that is not worth a copy
   * @param quirk what is wrong with the channel itself
   */
  record Allowance(int doubts, Quirk quirk) {
    static final Allowance NONE = new Allowance(0, Quirk.NONE);
  }

  /** What is wrong with a channel. */
  enum Quirk {
    NONE,
    /** One message is refused for its words. */
    REFUSES,
    /** A card takes no more edits; perhaps not even the last. */
    FREEZES,
    /** The first message is deleted, and how things stand is told again while it lasts. */
    DELETES,
    /** Nothing can be posted. */
    SHUT
  }

  private record News(String message, String incident, int update, String first, String now) {
    boolean ends() {
      return headline(first).contains(ENDED);
    }

    boolean readsAsEnded() {
      return headline(now).contains(ENDED);
    }

    @Override
    public String toString() {
      return update + " " + headline(first) + " -> " + headline(now);
    }
  }

  /**
   * @param said everything that can be read there, oldest first
   * @param deliveries to all channels, as they are stored
   */
  Transcript(
      ChannelRef channel,
      List<Said> said,
      List<Map<String, Object>> deliveries,
      Allowance allowance) {
    this.channel = channel;
    this.rows =
        deliveries.stream()
            .filter(row -> row.get("platform").equals(channel.platform()))
            .filter(row -> row.get("channel").equals(channel.id()))
            .filter(row -> !incident(row).isEmpty())
            .toList();
    this.allowance = allowance;
    for (Said one : said) {
      Matcher foot = FOOT.matcher(one.first());
      if (foot.find()) {
        int update = Integer.parseInt(foot.group(2));
        news.add(new News(one.message(), foot.group(1), update, one.first(), one.now()));
      }
    }
  }

  /** What is wrong, in words; empty where all is well. */
  List<String> faults() {
    if (is(Quirk.SHUT)) {
      check(news.isEmpty(), "something was posted where nothing can be");
    } else {
      settled();
      recorded();
      rows.stream()
          .map(Transcript::incident)
          .distinct()
          .forEach(code -> told(news.stream().filter(n -> n.incident().equals(code)).toList()));
    }
    return faults.isEmpty() ? List.of() : List.of(channel + ": " + faults + "\n" + this);
  }

  private boolean is(Quirk quirk) {
    return allowance.quirk() == quirk;
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      faults.add(otherwise);
    }
  }

  /** Every delivery came through. */
  private void settled() {
    int unrepeated = 0;
    for (Map<String, Object> row : rows) {
      String reason = String.valueOf(row.get("reason"));
      boolean left = reason.contains(LOST);
      unrepeated += left ? 1 : 0;
      boolean refused = is(Quirk.REFUSES) && reason.contains(Newsstand.DISLIKED);
      check(
          row.get("state").equals("sent") || left || refused,
          row.get("notification") + " is " + row.get("state") + ": " + reason);
    }
    check(unrepeated <= allowance.doubts(), unrepeated + " left out");
  }

  /** What is there was recorded as sent, and what was recorded is there. */
  private void recorded() {
    Set<Object> sent =
        rows.stream()
            .filter(row -> row.get("state").equals("sent"))
            .map(row -> row.get("message"))
            .collect(Collectors.toSet());
    Set<Object> there = news.stream().map(News::message).collect(Collectors.toSet());
    Set<Object> unknown = new HashSet<>(there);
    unknown.removeAll(sent);
    check(unknown.size() <= allowance.doubts(), "nobody recorded " + unknown);
    sent.removeAll(there);
    check(sent.size() <= (is(Quirk.DELETES) ? 1 : 0), "recorded and not there: " + sent);
  }

  /** A beginning, then what is newer each time, then one end; the card reads as ended. */
  private void told(List<News> of) {
    int copies = 0;
    for (int i = 1; i < of.size(); i++) {
      int newer = of.get(i).update() - of.get(i - 1).update();
      copies += newer == 0 ? 1 : 0;
      check(newer >= 0, "out of order");
    }
    check(copies <= allowance.doubts() + (is(Quirk.DELETES) ? 1 : 0), "said twice");
    check(!of.isEmpty() && of.get(of.size() - 1).ends(), "the last word is not the end");
    long ends = of.stream().filter(News::ends).count();
    check(ends <= 1 + copies, "ended " + ends + " times");
    if (!of.isEmpty()) {
      begins(of.get(0));
      card(of);
    }
  }

  private void begins(News first) {
    boolean told = is(Quirk.DELETES) || BOTH.matcher(first.first()).find();
    check(told || !first.ends(), "an end without a beginning");
    check(told || first.update() == 1, "no beginning");
  }

  private void card(List<News> of) {
    long cards = of.stream().filter(n -> !n.ends() && n.readsAsEnded()).count();
    boolean none = of.get(0).ends() || is(Quirk.FREEZES) || is(Quirk.DELETES);
    check(cards == 1 || (cards == 0 && none), cards + " cards read as ended");
  }

  private static String incident(Map<String, Object> row) {
    String notification = (String) row.get("notification");
    return notification.startsWith("KP-") ? notification.substring(0, 7) : "";
  }

  private static String headline(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    news.forEach(n -> lines.add("  read: " + n));
    for (Map<String, Object> row : rows) {
      lines.add(
          "  kept: " + row.get("notification") + " " + row.get("state") + " " + row.get("reason"));
    }
    return String.join("\n", lines);
  }
}
