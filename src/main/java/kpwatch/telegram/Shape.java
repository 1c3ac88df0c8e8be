package kpwatch.telegram;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.subscription.Wishes.Detail;

/**
 * A message in Telegram's form: the headline first and bold, then when it began on the reader's own
 * clock, the sections, and the foot with the incident's code.
 */
final class Shape {
  private static final Pattern CHANNEL = Pattern.compile("\\{channel:([^{}]{1,64})}");
  private static final String BETWEEN = " · ";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final UnaryOperator<String> names;

  /**
   * @param names how people know the channel with an id
   */
  Shape(UnaryOperator<String> names) {
    this.names = names;
  }

  /** For alerts, which name no channels. */
  static Page alert(Message message, Detail detail) {
    return new Shape(id -> id).page(message, detail);
  }

  Page page(Message message, Detail detail) {
    List<List<Piece>> body = new ArrayList<>();
    message.since().ifPresent(at -> body.add(since(at)));
    for (Section section : shown(message, detail)) {
      if (!section.lines().isEmpty()) {
        body.add(List.of());
        if (!section.title().isEmpty()) {
          body.add(Words.bold(section.title()));
        }
        section.lines().forEach(line -> body.add(line(section, named(line))));
      }
    }
    return new Page(Words.bold(named(message.headline())), body, foot(message.foot())).cut();
  }

  private static List<Piece> line(Section section, String text) {
    return section.withdrawn() ? Words.struck(text) : Words.plain(text);
  }

  private static List<Piece> since(Instant at) {
    return List.of(new Piece.Plain("Since "), new Piece.Time(at, UTC.format(at)));
  }

  /** The code first, easy to copy. */
  private static List<Piece> foot(String foot) {
    int end = foot.indexOf(BETWEEN);
    if (!foot.startsWith("KP-") || end < 0) {
      return Words.plain(foot);
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Code(foot.substring(0, end)));
    pieces.addAll(Words.plain(foot.substring(end)));
    return pieces;
  }

  /** In short: the first fact and the verdict. */
  private static List<Section> shown(Message message, Detail detail) {
    if (detail == Detail.FULL) {
      return message.sections();
    }
    List<Section> few = new ArrayList<>();
    for (Section section : message.sections()) {
      boolean told = few.isEmpty() || section.title().equals("Assessment");
      if (told && !section.lines().isEmpty()) {
        few.add(new Section(section.title(), section.lines().subList(0, 1)));
      }
    }
    return few;
  }

  private String named(String text) {
    return CHANNEL.matcher(text).replaceAll(this::name);
  }

  private String name(MatchResult found) {
    return Matcher.quoteReplacement(names.apply(found.group(1)));
  }
}
